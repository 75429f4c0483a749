package org.wonbooks.invoicing.draft;

import org.wonbooks.invoicing.PlainText;

/**
 * An item that is to be made in the books for a product that has none; it is sold as the item of the setting
 * invoice.item is. The mapping sees it as {@code item}.
 *
 * @param productId the product in Kommo
 * @param name fit for QuickBooks
 * @param sku article number; null: none
 * @param incomeAccount QuickBooks' id of the account that its sales go to
 * @param taxable whether it is taxed, in the US; null: not said
 */
public record NewItem(long productId, String name, String sku, String incomeAccount, Boolean taxable) {

    private static final int LONGEST_SKU = 100;

    public NewItem {
        String number = PlainText.cut(PlainText.of(sku), LONGEST_SKU);
        sku = number.isEmpty() ? null : number;
    }

    /** Stands in a line for the id of an item that is not made yet. */
    public static final String PLACEHOLDER = "(id of the new item)";
}
