/**
 * What the books say of invoices, payments and refunds, and what of it is news to a deal. Knows neither how an invoice
 * is made nor how news is shown.
 */
package org.wonbooks.flow.money;
