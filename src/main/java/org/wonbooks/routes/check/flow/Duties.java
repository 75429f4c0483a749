package org.wonbooks.routes.check.flow;

import static org.wonbooks.routes.check.flow.Duty.ask;
import static org.wonbooks.routes.check.flow.Duty.call;
import static org.wonbooks.routes.check.flow.Duty.keep;
import static org.wonbooks.routes.check.flow.Duty.write;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * What each flow that Java calls has to do, whatever else an integrator has it do: the one place where this is said.
 * The order is told only where it matters.
 */
public final class Duties {

    private static final String KOMMO = "kommo";
    private static final String QUICKBOOKS = "quickbooks";

    private static final Map<String, List<Duty>> FLOWS = new TreeMap<>(Map.ofEntries(
            Map.entry("deal-won", won()),
            Map.entry("deal-preview", preview()),
            Map.entry("invoice-changed", invoiceChanged()),
            Map.entry(
                    "payment-received",
                    chain(
                            ask(QUICKBOOKS, "receivedPayment", "reads the payment"),
                            ask(QUICKBOOKS, "paidInvoices", "reads the invoices that it pays"),
                            call("paidInvoices", "markDue", "has the deals of the invoices looked at"))),
            Map.entry(
                    "refund-received",
                    chain(ask(QUICKBOOKS, "receivedRefund", "reads the refund, and has its deal told"))),
            Map.entry(
                    "deal-task",
                    chain(
                            call("dealTask", "deal", "finds the deal"),
                            ask(KOMMO, "dealTask", "sees what the deal asks of a person"),
                            write(KOMMO, "keepTask", "keeps the task on the deal"))),
            Map.entry(
                    "kommo-sweep",
                    chain(
                            call("kommoSweep", "begin", "begins where the last sweep ended"),
                            ask(KOMMO, "sweptDeals", "finds deals that no webhook told of"),
                            ask(KOMMO, "sweptMoves", "finds moves that no webhook told of"),
                            call("provisioning", "account", "keeps the account's zone and currency"),
                            write(KOMMO, "subscribeWebhook", "puts the webhook right"))),
            Map.entry(
                    "quickbooks-sweep",
                    chain(ask(QUICKBOOKS, "quickBooksSweep", "finds changes in the books that no webhook told of"))),
            Map.entry(
                    "connection-check",
                    chain(
                            call("connectionCheck", "begin", "begins the check"),
                            ask(KOMMO, "kommoAreas", "tries what a deal needs in Kommo"),
                            ask(QUICKBOOKS, "quickBooksAreas", "tries what a deal needs in QuickBooks"),
                            call("connectionCheck", "finish", "keeps what was found"))),
            Map.entry(
                    "connection-provision",
                    chain(
                            call("provisioning", "account", "keeps the account's zone and currency"),
                            call("provisioning", "company", "keeps the company's name"),
                            call("provisioning", "stopInShadow", "ends in shadow, before it changes anything"),
                            write(KOMMO, "createFields", "makes the fields of the deal"),
                            write(KOMMO, "subscribeWebhook", "subscribes the webhook"),
                            call("provisioning", "provisioned", "notes that the connection is provisioned"))),
            Map.entry(
                    "drift-report",
                    chain(
                            call("driftReports", "begin", "begins the report"),
                            ask(KOMMO, "driftDeals", "reads the deals"),
                            ask(QUICKBOOKS, "driftInvoices", "reads the invoices"),
                            ask(KOMMO, "missingDeals", "reads the deals that no list named"),
                            ask(QUICKBOOKS, "missingInvoices", "reads the invoices that no list named"),
                            call("comparedDeals", "compare", "compares the two"),
                            call("driftReports", "finish", "finishes the report")))));

    /** What a preview asks of routes that have it, and of no others: those that were edited before there was one. */
    private static final String PREVIEW_TASK = "deal-preview-task";

    private Duties() {}

    /** The flows that Java calls. */
    public static Set<String> flows() {
        return FLOWS.keySet();
    }

    /** The same, with those that need not be there. */
    public static Set<String> mayBeCalled() {
        Set<String> all = new TreeSet<>(flows());
        all.add(PREVIEW_TASK);
        return all;
    }

    /** Those that only look, and write nothing anywhere. */
    public static Set<String> previews() {
        return Set.of("deal-preview", PREVIEW_TASK);
    }

    /** What a route may be sure of from its start, beside what it keeps itself. */
    public static Set<String> variables(String flow) {
        return switch (flow) {
            case "deal-preview" -> Set.of("connection", "deal");
            case PREVIEW_TASK -> Set.of("connection", "deal", "task");
            default -> Set.of("work", "lease", "connection");
        };
    }

    /** Puts down each flow that is not there or lacks something, and what is done too early. */
    public static void check(RouteGraph graph, Consumer<String> missingFlow) {
        FLOWS.forEach((flow, duties) -> {
            Optional<RouteGraph.Route> route = graph.route(flow);
            if (route.isEmpty()) {
                missingFlow.accept(flow);
            } else {
                check(flow, route.get(), Acts.of(route.get(), graph), duties);
            }
        });
    }

    private static void check(String flow, RouteGraph.Route route, Map<String, Acts.Place> acts, List<Duty> duties) {
        int line = route.entry().get("id").map(id -> id.line()).orElse(1);
        for (Duty duty : duties) {
            Acts.Place place = acts.get(duty.act());
            if (place == null) {
                route.file().fault(line, flow + " no longer " + duty.purpose() + ": " + duty.act() + " is missing");
                continue;
            }
            duty.after().stream()
                    .filter(earlier ->
                            acts.containsKey(earlier) && acts.get(earlier).position() > place.position())
                    .forEach(earlier -> place.file()
                            .fault(place.line(), "too early in " + flow + ": " + earlier + " has to come before"));
        }
    }

    /** Each of them after the one before it. */
    private static List<Duty> chain(Duty... duties) {
        List<Duty> chain = new ArrayList<>();
        for (Duty duty : duties) {
            chain.add(chain.isEmpty() ? duty : duty.after(chain.get(chain.size() - 1)));
        }
        return List.copyOf(chain);
    }

    private static List<Duty> won() {
        Duty look = call("dealShadow", "preview", "looks what it would do for a connection in shadow");
        Duty shadow = call("dealShadow", "keep", "ends in shadow, before it changes anything")
                .after(look);
        Duty lead = keep("lead", "reads the deal").after(shadow);
        Duty merge = ask(KOMMO, "mergedDeal", "follows a merge of deals").after(lead);
        Duty evidence = ask(KOMMO, "winEvidence", "looks when the deal was won").after(lead);
        Duty decision = call("dealDecision", "decide", "decides whether the deal is invoiced")
                .after(merge, evidence);
        Duty parties = ask(KOMMO, "billedParties", "reads who is billed").after(decision);
        Duty books = ask(QUICKBOOKS, "companyBooks", "reads what the invoice refers to")
                .after(parties);
        Duty billing =
                call("dealDraft", "billing", "puts together what is billed").after(parties, books);
        Duty items = write(QUICKBOOKS, "createItem", "makes the items that are missing")
                .after(billing);
        Duty freeze = call("dealDraft", "freeze", "freezes what is invoiced").after(decision, billing, items);
        Duty customer = ask(QUICKBOOKS, "billedCustomer", "finds the customer").after(freeze);
        Duty made = write(QUICKBOOKS, "createCustomer", "makes a customer who is missing")
                .after(customer);
        Duty invoice = write(QUICKBOOKS, "createInvoice", "makes the invoice").after(freeze, made);
        Duty sent = write(QUICKBOOKS, "sendInvoice", "sends the invoice").after(invoice);
        Duty link = ask(QUICKBOOKS, "paymentLink", "fetches the payment link").after(sent);
        Duty shown =
                write(KOMMO, "showInvoice", "shows the invoice on the deal").after(link);
        Duty noted =
                write(KOMMO, "noteInvoice", "notes the invoice on the deal").after(link);
        Duty doubt = ask(QUICKBOOKS, "updateInDoubt", "sees what came of an update in doubt")
                .after(invoice);
        Duty wanted = call("invoiceUpdate", "wanted", "sees whether an edited deal's invoice follows")
                .after(doubt);
        Duty draft = call("invoiceUpdate", "draft", "decides what an updated invoice says")
                .after(wanted);
        Duty booked = ask(QUICKBOOKS, "bookedInvoice", "reads the invoice before an update")
                .after(draft);
        Duty update = write(QUICKBOOKS, "updateInvoice", "updates the invoice of an edited deal")
                .after(booked);
        Duty told = write(KOMMO, "noteUpdate", "notes the update on the deal").after(update);
        return List.of(
                look, shadow, lead, merge, evidence, decision, parties, books, billing, items, freeze, customer, made,
                invoice, sent, link, shown, noted, doubt, wanted, draft, booked, update, told);
    }

    private static List<Duty> preview() {
        return chain(
                keep("lead", "reads the deal"),
                ask(KOMMO, "winEvidence", "looks when the deal was won"),
                call("dealDecision", "foresee", "foresees the decision"),
                ask(KOMMO, "billedParties", "reads who would be billed"),
                ask(QUICKBOOKS, "companyBooks", "reads what the invoice would refer to"),
                call("dealDraft", "billing", "puts together what would be billed"),
                call("dealDraft", "of", "drafts what would be invoiced"),
                ask(QUICKBOOKS, "billedCustomer", "finds the customer"),
                write(QUICKBOOKS, "createCustomer", "foresees a new customer"),
                write(QUICKBOOKS, "createInvoice", "foresees the invoice"));
    }

    private static List<Duty> invoiceChanged() {
        Duty deal = call("dealMoney", "dealOf", "finds the deal");
        Duty reading = ask(QUICKBOOKS, "invoiceReading", "reads the invoice").after(deal);
        Duty settled =
                call("dealMoney", "settle", "compares the money with the deal").after(reading);
        Duty news = call("booksNews", "untold", "sees what else the books say").after(settled);
        Duty lead = keep("lead", "reads the deal").after(deal);
        Duty shown = write(KOMMO, "showPayment", "shows the money on the deal").after(settled, lead);
        Duty noted = write(KOMMO, "notePayment", "notes the money on the deal").after(settled);
        Duty told = write(KOMMO, "noteNews", "notes what else the books say").after(news);
        Duty task = write(KOMMO, "newsTask", "opens a task for what a person has to settle")
                .after(news);
        return List.of(deal, reading, settled, news, lead, shown, noted, told, task);
    }
}
