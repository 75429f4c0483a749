/**
 * Who is billed in QuickBooks: found, matched, merged meanwhile, or made. Knows no invoice, and not how it was decided
 * to bill.
 */
package org.wonbooks.flow.customer;
