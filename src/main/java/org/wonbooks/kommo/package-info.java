/**
 * The door to Kommo, and what its answers mean as faults. Knows nothing of what the answers hold: that lies in the
 * rooms below.
 */
package org.wonbooks.kommo;
