/**
 * What is read to bill a deal: its lead, who is billed, its products, and what its invoice refers to in the books.
 * Decides nothing, and knows no invoice.
 */
package org.wonbooks.flow.billing;
