/** The steps by which a person makes a connection: the keys of our apps, Kommo, QuickBooks, what is billed. */
package org.wonbooks.console.connect;
