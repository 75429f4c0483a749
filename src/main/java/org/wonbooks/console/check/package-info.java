/** The check of a connection, as page and JSON. Knows of the rooms only connections; none knows it. */
package org.wonbooks.console.check;
