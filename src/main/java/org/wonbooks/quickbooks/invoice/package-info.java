/**
 * An invoice, its customer, its payments and refunds, as QuickBooks gives them. Knows neither how they are found nor
 * what is made of them.
 */
package org.wonbooks.quickbooks.invoice;
