/** What stands in a deal's feed: events, notes and tasks. Knows of deals no more than their numbers. */
package org.wonbooks.kommo.feed;
