package org.wonbooks.flow.customer;

import com.fasterxml.jackson.databind.ObjectMapper;
import org.springframework.stereotype.Component;
import org.wonbooks.database.DatabaseJson;
import org.wonbooks.invoicing.PostalAddress;
import org.wonbooks.invoicing.draft.InvoiceIntent;
import org.wonbooks.ledger.books.CustomerLinks;
import org.wonbooks.ledger.books.CustomerLinks.Link;
import org.wonbooks.ledger.deal.FrozenIntents;

/**
 * Somebody who was billed before and has another address in Kommo by now: the new one goes on the invoice, and the
 * customer in the books stays as it is, since an accountant may have put it right there.
 */
@Component
public class MovedParty {

    /** Nothing was known of where they were. */
    private static final String NOWHERE = "{}";

    private final CustomerLinks links;
    private final FrozenIntents intents;
    private final ObjectMapper json;

    MovedParty(CustomerLinks links, FrozenIntents intents, ObjectMapper json) {
        this.links = links;
        this.intents = intents;
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
                ? intents.first(connectionId, link.customerId(), intent.party())
                        .map(earlier -> written(earlier.address()))
                        .orElse(null)
                : link.address();
        return before == null || before.equals(written(now)) ? intent : intent.moved();
    }

    /** An address as it is kept. */
    String written(PostalAddress address) {
        return address == null ? NOWHERE : DatabaseJson.write(json, address);
    }
}
