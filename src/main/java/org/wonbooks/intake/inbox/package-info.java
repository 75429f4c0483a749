/**
 * Deliveries as they came, and what each thing that they told leads to: work, or nothing. Knows nothing of HTTP, and
 * asks no peer.
 */
package org.wonbooks.intake.inbox;
