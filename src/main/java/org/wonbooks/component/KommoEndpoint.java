package org.wonbooks.component;

import java.util.Map;
import org.apache.camel.Category;
import org.apache.camel.spi.UriEndpoint;
import org.apache.camel.spi.UriParam;
import org.wonbooks.component.read.Question;
import org.wonbooks.component.write.Write;
import org.wonbooks.kommo.account.Account;
import org.wonbooks.kommo.lead.Contact;
import org.wonbooks.kommo.lead.Lead;

/** Read deals, contacts and companies of the run's Kommo account, and write to its deals. */
@UriEndpoint(
        firstVersion = "0.1.0",
        scheme = "kommo",
        title = "Kommo",
        syntax = "kommo:verb",
        producerOnly = true,
        category = {Category.SAAS})
public class KommoEndpoint extends PeerEndpoint {

    /** What an answer may be read as. */
    public static final Map<String, Class<?>> TYPES =
            Map.of("Account", Account.class, "Contact", Contact.class, "Lead", Lead.class);

    @UriParam(enums = "Account,Contact,Lead", description = "What the answer's JSON is read as.")
    private String as;

    KommoEndpoint(String uri, PeerComponent component) {
        super(uri, component, TYPES, Question.OfKommo.class, Write.ToKommo.class);
    }

    @Override
    public String getAs() {
        return as;
    }

    public void setAs(String as) {
        this.as = as;
    }
}
