/** What is logged: on one line, without what a terminal would obey, and without secrets, whatever is set. */
package org.wonbooks.logging;
