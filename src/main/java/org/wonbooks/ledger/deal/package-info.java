/**
 * The deals, what was decided of each, and the steps by which it was billed and told. Knows what the books have;
 * nothing of the calls that the steps stand for.
 */
package org.wonbooks.ledger.deal;
