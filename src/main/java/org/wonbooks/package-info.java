/**
 * Wonbooks: won deals of Kommo become invoices in QuickBooks, and payments there are shown on the deals. Here is where
 * it starts; all else has a room.
 */
package org.wonbooks;
