/**
 * What we know of the companies' books: customers, invoices, payments and refunds, as QuickBooks last showed them.
 * Knows no deal.
 */
package org.wonbooks.ledger.books;
