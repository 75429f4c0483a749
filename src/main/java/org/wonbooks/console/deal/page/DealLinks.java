package org.wonbooks.console.deal.page;

import org.springframework.stereotype.Component;
import org.wonbooks.configuration.KommoSettings;
import org.wonbooks.configuration.QuickBooksSettings;
import org.wonbooks.connection.Connection;
import org.wonbooks.console.deal.DealView;

/** Where a deal and its invoice are to be seen in the two systems. */
@Component
class DealLinks {

    private final KommoSettings kommo;
    private final QuickBooksSettings quickbooks;

    DealLinks(KommoSettings kommo, QuickBooksSettings quickbooks) {
        this.kommo = kommo;
        this.quickbooks = quickbooks;
    }

    /** The deal's card. */
    public String deal(Connection connection, long leadId) {
        return kommo.accountUrl(connection.kommoSubdomain()) + "/leads/detail/" + leadId;
    }

    /** The invoice's form; null: it has none, or QuickBooks is simulated and has no pages. */
    public String invoice(DealView deal) {
        String pages = quickbooks.pagesUrl();
        return deal.invoiceId() == null || pages == null ? null : pages + "/app/invoice?txnId=" + deal.invoiceId();
    }
}
