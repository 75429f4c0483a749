/** Which set of routes is at work, by its number; what runs on it; and the sets that there were. */
package org.wonbooks.running;
