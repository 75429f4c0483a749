/**
 * What a step reads: a read, a question of several, whole lists page by page, and the run that they are a part of.
 * Knows neither writes nor how a read is made.
 */
package org.wonbooks.component.read;
