/**
 * A route file as it was read: its entries with their lines, its addresses and expressions. Does not know what is
 * right.
 */
package org.wonbooks.routes.file;
