/**
 * Kommo and QuickBooks, simulated over real HTTP, for the profile {@code sandbox}.
 *
 * <p>This package starts it and stands around each request: a turn at the books, faults, the history of calls, the
 * sending of webhooks. The sandbox knows nothing of the rest of Wonbooks and nothing of the rest knows it, so that a
 * misreading of a contract on one side cannot cancel itself out on the other. JSON is handled as trees for the same
 * reason.
 */
package org.wonbooks.sandbox;
