/**
 * What would be done with a deal now, to the letter, and where each value comes from. Writes nothing to Kommo or
 * QuickBooks.
 */
package org.wonbooks.flow.preview;
