/**
 * A connection: one Kommo account and one QuickBooks company, what is set for it, and in which mode it is. Knows
 * neither tokens nor deals.
 */
package org.wonbooks.connection;
