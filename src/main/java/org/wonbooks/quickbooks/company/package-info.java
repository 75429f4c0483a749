/**
 * A company: its preferences, lists, tax codes and exchange rates, and what of them the settings name. Knows no
 * invoice.
 */
package org.wonbooks.quickbooks.company;
