/**
 * A deal as Kommo gives and takes it, with its fields, people and products. Knows of no settings but how it is billed,
 * and nothing of QuickBooks.
 */
package org.wonbooks.kommo.lead;
