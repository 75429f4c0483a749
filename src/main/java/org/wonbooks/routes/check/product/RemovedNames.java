package org.wonbooks.routes.check.product;

import static java.util.Map.entry;

import java.util.Map;
import java.util.Optional;

/**
 * What edited routes may still name, and what is used instead: told where a name is looked for and not found. Each
 * stands in docs/upgrade.md too.
 */
public final class RemovedNames {

    /** Without {@code direct:}. */
    static final Map<String, String> DIRECTS = Map.ofEntries(
            entry("check-read", "kommo:read with ask: kommoAreas, and quickbooks:read with ask: quickBooksAreas"),
            entry(
                    "deal-decide",
                    "kommo:read with ask: mergedDeal and with ask: winEvidence, then the bean dealDecision, method decide"),
            entry(
                    "deal-draft-invoice",
                    "direct:deal-read-billing, direct:quickbooks-create-items, then the bean dealDraft, method freeze"),
            entry("deal-draft-update", "direct:quickbooks-update-invoice"),
            entry("deal-find-customer", "quickbooks:read with ask: billedCustomer"),
            entry("deal-follow-merge", "kommo:read with ask: mergedDeal"),
            entry("deal-foresee-customer", "direct:quickbooks-bill-customer, which sends nothing in a preview"),
            entry(
                    "deal-foresee-invoice",
                    "kommo:read with ask: winEvidence, then the beans dealDecision, method foresee, and dealDraft, method of"),
            entry("drift-read-deals", "kommo:read with ask: driftDeals"),
            entry("drift-read-invoices", "quickbooks:read with ask: driftInvoices"),
            entry("drift-read-missing", "kommo:read with ask: missingDeals, quickbooks:read with ask: missingInvoices"),
            entry("invoice-find-deal", "the bean dealMoney, method dealOf"),
            entry("invoice-settle", "the bean dealMoney, method settle"),
            entry("kommo-add-note", "kommo:write with step: noteInvoice, notePayment or noteUpdate"),
            entry("kommo-call", "kommo:read with a path, or kommo:write with a step"),
            entry("kommo-change-task", "kommo:write with step: keepTask"),
            entry("kommo-complete-task", "kommo:write with step: keepTask"),
            entry("kommo-create-fields", "kommo:write with step: createFields"),
            entry("kommo-explain-refusal", "nothing: the steps showInvoice and showPayment do it"),
            entry("kommo-look-for-task", "kommo:read with ask: dealTask"),
            entry("kommo-open-task", "kommo:write with step: keepTask"),
            entry("kommo-post-task", "kommo:write with step: keepTask"),
            entry("kommo-read-company", "kommo:read with path: companies/{lead.companyId}, or with ask: billedParties"),
            entry("kommo-read-contact", "kommo:read with path: contacts/{lead.contactId}, or with ask: billedParties"),
            entry("kommo-read-deal", "kommo:read with path: leads/{deal.leadId}?with=contacts,catalog_elements"),
            entry("kommo-read-fields", "kommo:read with ask: knownFields"),
            entry("kommo-read-products", "kommo:read with ask: billedParties"),
            entry("kommo-read-webhook", "kommo:write with step: subscribeWebhook, which reads it first"),
            entry("kommo-subscribe-webhook", "kommo:write with step: subscribeWebhook"),
            entry("kommo-sweep-deals", "kommo:read with ask: sweptDeals"),
            entry("kommo-sweep-moves", "kommo:read with ask: sweptMoves"),
            entry("kommo-write-fields", "kommo:write with step: showInvoice or showPayment"),
            entry("kommo-write-invoice", "kommo:write with step: showInvoice, then with step: noteInvoice"),
            entry("kommo-write-payment", "kommo:write with step: showPayment, then with step: notePayment"),
            entry("kommo-write-update", "kommo:write with step: noteUpdate"),
            entry("payment-keep-links", "quickbooks:read with ask: receivedPayment"),
            entry("payment-mark-deals", "the bean paidInvoices, method markDue"),
            entry("quickbooks-adopt-customer", "nothing: the step createCustomer does it"),
            entry("quickbooks-call", "quickbooks:read with a path, or quickbooks:write with a step"),
            entry("quickbooks-compose-customer", "'mapping' of the step createCustomer"),
            entry("quickbooks-compose-invoice", "'mapping' of the step createInvoice"),
            entry("quickbooks-create-customer", "quickbooks:write with step: createCustomer"),
            entry("quickbooks-create-invoice", "quickbooks:write with step: createInvoice"),
            entry("quickbooks-create-item", "quickbooks:write with step: createItem"),
            entry("quickbooks-find-customer", "quickbooks:read with ask: billedCustomer"),
            entry("quickbooks-find-customer-by-name", "nothing: the step createCustomer does it"),
            entry("quickbooks-find-or-create-customer", "direct:quickbooks-bill-customer"),
            entry("quickbooks-foresee-customer", "direct:quickbooks-bill-customer, which sends nothing in a preview"),
            entry("quickbooks-look-for-customer", "nothing: the step createCustomer does it"),
            entry("quickbooks-look-for-invoice", "nothing: the step createInvoice does it"),
            entry("quickbooks-look-up-name", "nothing: the step createCustomer does it"),
            entry("quickbooks-post-customer", "quickbooks:write with step: createCustomer"),
            entry("quickbooks-query", "quickbooks:read with ask"),
            entry("quickbooks-read-changes", "quickbooks:read with ask"),
            entry("quickbooks-read-company", "quickbooks:read with path: companyinfo/{connection.realmId}"),
            entry("quickbooks-read-customer", "quickbooks:read with path: customer/{…}, as: Customer"),
            entry("quickbooks-read-invoice", "quickbooks:read with ask: invoiceReading"),
            entry("quickbooks-read-invoices", "quickbooks:read with ask: paidInvoices"),
            entry("quickbooks-read-payment", "quickbooks:read with ask: receivedPayment"),
            entry("quickbooks-read-payment-link", "quickbooks:read with ask: paymentLink"),
            entry("quickbooks-read-references", "quickbooks:read with ask: companyBooks"),
            entry("quickbooks-read-updated-invoice", "quickbooks:read with ask: bookedInvoice"),
            entry("quickbooks-send-invoice", "quickbooks:write with step: sendInvoice"),
            entry("quickbooks-write", "quickbooks:write with a step"));

    static final Map<String, String> VARIABLES = Map.ofEntries(
            entry("call", "'path' of kommo:read or quickbooks:read"),
            entry("query", "'ask' of kommo:read or quickbooks:read"),
            entry("requestId", "'step' of quickbooks:write, which has its own"));

    /** Beans, and methods as {@code bean.method}. */
    static final Map<String, String> BEANS = Map.ofEntries(
            entry("customerInDoubt", "quickbooks:write with step: createCustomer"),
            entry("dealCard", "kommo:write with step: showPayment"),
            entry("dealInvoice", "quickbooks:write with step: createInvoice or sendInvoice"),
            entry("dealNews", "kommo:write with a step such as showInvoice or noteInvoice"),
            entry("dealProducts", "kommo:read with ask: billedParties"),
            entry("driftComparing", "the bean comparedDeals"),
            entry("foreseenCustomer", "quickbooks:write with step: createCustomer, which foresees in a preview"),
            entry("invoiceInDoubt", "quickbooks:write with step: createInvoice"),
            entry("refusedNews", "nothing: the steps showInvoice and showPayment do it"),
            entry("updatedInvoice", "ask: updateInDoubt"),
            entry(
                    "wonDeal",
                    "the bean dealDecision; its methods billing, freeze and draft, now of: the bean dealDraft"));

    /** The routes that took the variables: as long as one is there, these mean something. */
    private static final String[] TAKERS = {"direct:kommo-call", "direct:quickbooks-call", "direct:quickbooks-write"};

    private RemovedNames() {}

    /** @param address with {@code direct:} */
    public static Optional<String> direct(String address) {
        return gone(DIRECTS, address.substring("direct:".length()), address);
    }

    public static Optional<String> bean(String name) {
        return gone(BEANS, name, "the bean '" + name + "'");
    }

    public static Optional<String> variable(String name) {
        return gone(VARIABLES, name, "the variable '" + name + "'");
    }

    /** Does nobody take the variables any more? */
    public static boolean variablesAreGone(Map<String, String> directs) {
        for (String taker : TAKERS) {
            if (directs.containsKey(taker)) {
                return false;
            }
        }
        return true;
    }

    private static Optional<String> gone(Map<String, String> names, String name, String words) {
        return Optional.ofNullable(names.get(name)).map(instead -> words + " is gone: use " + instead);
    }
}
