/**
 * A call to a peer: its request, its place within the limits, its answer read whole. Knows neither Kommo nor
 * QuickBooks.
 */
package org.wonbooks.peer;
