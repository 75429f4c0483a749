/**
 * The decision: whether a deal is billed, when it was won, and what becomes of it when it is edited or won again. Makes
 * nothing in QuickBooks, and shows nothing in Kommo.
 */
package org.wonbooks.flow.deal;
