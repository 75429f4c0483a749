/** The page that people start from: is all well, what was billed and paid, and where each connection stands. */
package org.wonbooks.console.start;
