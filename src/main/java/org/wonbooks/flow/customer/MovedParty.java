package org.wonbooks.flow.customer;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.springframework.stereotype.Component;
import org.wonbooks.invoicing.PostalAddress;
import org.wonbooks.invoicing.draft.InvoiceIntent;
import org.wonbooks.ledger.books.CustomerLinks;
import org.wonbooks.ledger.books.CustomerLinks.Link;
import org.wonbooks.ledger.deal.DealLedger;

/**
 * Somebody who was billed before and has another address in Kommo by now: the new one goes on the invoice, and the
 * customer in the books stays as it is, since an accountant may have put it right there.
 */
@Component
public class MovedParty {

    /** Nothing was known of where they were. */
    private static final String NOWHERE = "{}";

    private final CustomerLinks links;
    private final DealLedger deals;
    private final ObjectMapper json;

    MovedParty(CustomerLinks links, DealLedger deals, ObjectMapper json) {
        this.links = links;
        this.deals = deals;
        this.json = json;
    }

    /** The intent with the address that goes on the invoice, where it is not the customer's own. */
    public InvoiceIntent seen(long connectionId, InvoiceIntent intent) {
        PostalAddress now = intent.address();
        if (now == null || !now.complete()) {
            return intent;
        }
        Link link = links.find(connectionId, intent.customerKey()).orElse(null);
        if (link == null) {
            return intent;
        }
        String before = link.address() == null
                ? deals.firstIntent(connectionId, link.customerId(), intent.party())
                        .map(earlier -> written(earlier.address()))
                        .orElse(null)
                : link.address();
        return before == null || before.equals(written(now)) ? intent : intent.moved();
    }

    /** An address as it is kept. */
    String written(PostalAddress address) {
        try {
            return address == null ? NOWHERE : json.writeValueAsString(address);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
