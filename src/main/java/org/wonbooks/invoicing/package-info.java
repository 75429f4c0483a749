/**
 * Names, addresses, amounts and marks as the books and the people who read notes take them. Pure: no clock, no I/O;
 * knows nothing of invoices.
 */
package org.wonbooks.invoicing;
