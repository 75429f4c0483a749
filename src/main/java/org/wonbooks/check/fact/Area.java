package org.wonbooks.check.fact;

import java.util.EnumSet;
import java.util.Set;
import org.wonbooks.connection.Peer;
import org.wonbooks.kommo.account.Account;
import org.wonbooks.kommo.account.FieldList;
import org.wonbooks.kommo.account.PipelineList;
import org.wonbooks.kommo.account.WebhookList;
import org.wonbooks.kommo.lead.LeadList;
import org.wonbooks.quickbooks.company.CompanyInfo;
import org.wonbooks.quickbooks.query.QueryAnswer;

/**
 * What is read of both sides, in this order. The first of each side shows whether it lets us in; QuickBooks' are
 * billed.
 */
public enum Area {
    ACCOUNT(Peer.KOMMO, "account", Account.class),
    PIPELINES(Peer.KOMMO, "pipelines", PipelineList.class),
    FIELDS(Peer.KOMMO, "fields of deals", FieldList.class),
    WON(Peer.KOMMO, "won deals", LeadList.class),
    WEBHOOKS(Peer.KOMMO, "webhooks", WebhookList.class),
    COMPANY(Peer.QUICKBOOKS, "company", CompanyInfo.Answer.class),
    PREFERENCES(Peer.QUICKBOOKS, "settings", Facts.PreferencesAnswer.class),
    ITEMS(Peer.QUICKBOOKS, "items", QueryAnswer.class),
    ITEM(Peer.QUICKBOOKS, "item", QueryAnswer.class),
    TERMS(Peer.QUICKBOOKS, "terms", QueryAnswer.class),
    TAX_CODES(Peer.QUICKBOOKS, "tax codes", QueryAnswer.class),
    TAX_RATES(Peer.QUICKBOOKS, "tax rates", QueryAnswer.class),
    CLASSES(Peer.QUICKBOOKS, "classes", QueryAnswer.class),
    DEPARTMENTS(Peer.QUICKBOOKS, "locations", QueryAnswer.class),
    INVOICES(Peer.QUICKBOOKS, "latest invoices", QueryAnswer.class);

    /** What deals need. */
    static final Set<Area> OF_DEALS = EnumSet.complementOf(EnumSet.of(WON, ITEMS, TAX_RATES, INVOICES));

    /** What there is to choose from. */
    static final Set<Area> OF_CHOICES = EnumSet.complementOf(EnumSet.of(WEBHOOKS, ITEM, INVOICES));

    private final Peer peer;
    private final String title;
    private final Class<?> type;

    Area(Peer peer, String title, Class<?> type) {
        this.peer = peer;
        this.title = title;
        this.type = type;
    }

    /** The side that it is read from. */
    public Peer peer() {
        return peer;
    }

    /** Is it to be read at all? A read of a list to which nothing refers would be billed for nothing. */
    boolean matters(Facts facts) {
        return facts.reading().isOfDeals() ? mattersToDeals(facts) : isThere(facts);
    }

    private boolean isThere(Facts facts) {
        return switch (this) {
            case WON -> !facts.livePipelines().isEmpty();
            case TAX_CODES, TAX_RATES -> facts.isTaxedByCode();
            default -> true;
        };
    }

    private boolean mattersToDeals(Facts facts) {
        return switch (this) {
            case TERMS ->
                facts.settings().invoice().defaultTerms() != null
                        || !facts.termsOptions().isEmpty();
            case TAX_CODES -> facts.settings().invoice().taxCode() != null && facts.isTaxedByCode();
            case CLASSES -> facts.settings().invoice().trackedClass() != null;
            case DEPARTMENTS -> facts.settings().invoice().department() != null;
            default -> true;
        };
    }

    /** What it is called in words. */
    String title() {
        return title;
    }

    /** What its answer is read as. */
    public Class<?> type() {
        return type;
    }
}
