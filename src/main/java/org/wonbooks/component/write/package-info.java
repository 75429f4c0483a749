/**
 * What a step writes: the write, the mapping that composes its text, and the gate that the text has to pass. Knows not
 * how a write is made.
 */
package org.wonbooks.component.write;
