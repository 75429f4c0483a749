/**
 * What all readers of the console share: pages of lists, requests read to the letter, refusals, and who did what. Knows
 * none of its rooms.
 */
package org.wonbooks.console;
