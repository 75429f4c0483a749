/**
 * What was paid of an invoice or refunded, and where its deal stands. Pure; knows nothing of how the invoice was made.
 */
package org.wonbooks.invoicing.settlement;
