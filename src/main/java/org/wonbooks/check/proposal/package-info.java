/**
 * What to set for a connection, proposed from what both accounts have: where two answers are plausible, a person is
 * asked. Reads nothing.
 */
package org.wonbooks.check.proposal;
