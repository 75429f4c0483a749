/** Which set of routes is at work, and what runs on it; the sets that there were, with their files. */
package org.wonbooks.running;
