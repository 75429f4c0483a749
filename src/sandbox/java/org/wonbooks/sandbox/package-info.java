/**
 * Kommo and QuickBooks, simulated over real HTTP, for the profile {@code sandbox}.
 *
 * <p>This package is what both share: the kept state, the clock, faults, limits, the history of calls, the sending of
 * webhooks. It knows nothing of the rest of Wonbooks and nothing of the rest knows it, so that a misreading of a
 * contract on one side cannot cancel itself out on the other. JSON is handled as trees for the same reason.
 */
package org.wonbooks.sandbox;
