/**
 * The door to QuickBooks, what its answers mean as faults, and what all its things have. Knows nothing of what the
 * answers hold: that lies in the rooms below.
 */
package org.wonbooks.quickbooks;
