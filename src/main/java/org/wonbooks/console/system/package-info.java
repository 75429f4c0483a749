/** The page of the system itself: its version, its database, its disk, its instances and what waits. */
package org.wonbooks.console.system;
