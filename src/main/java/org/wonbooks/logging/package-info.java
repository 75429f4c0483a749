/**
 * What is logged: on one line, without what a terminal would obey and without secrets, whatever is set; where a run is,
 * beside it; and what the log of a start ends with that can't be.
 */
package org.wonbooks.logging;
