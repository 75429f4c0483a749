/**
 * What needs a person, by its causes, and what a person says of a whole cause. Knows of the rooms deals and work; none
 * knows it.
 */
package org.wonbooks.console.attention;
