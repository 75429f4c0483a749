package org.wonbooks.invoicing.draft;

/**
 * A product of the deal.
 *
 * @param quantity and price: as Kommo has them; either may be null or no number
 * @param itemId what it is in QuickBooks
 */
public record Product(String name, String sku, String quantity, String price, String itemId) {}
