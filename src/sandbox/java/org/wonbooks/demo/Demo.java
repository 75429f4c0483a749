package org.wonbooks.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintStream;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;

/** Plays the whole cycle once: deals are won, invoiced, sent and paid, and a table says what came of each. */
@Component
@Profile("sandbox")
class Demo {

    /** Where the demo keeps its books while it plays. */
    static final String DATA = "./data/demo-" + ProcessHandle.current().pid();

    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final Duration LOOK = Duration.ofMillis(250);
    private static final String ROW = "%-26s %-24s %10s  %-8s %-8s %-7s %s%n";

    private final Person person;

    Demo(Person person) {
        this.person = person;
    }

    /** A port and a data folder of its own, so that it disturbs nothing, and no words beside the table. */
    static Map<String, Object> properties() {
        return Map.of(
                "spring.profiles.active",
                "sandbox",
                "server.port",
                "0",
                "wonbooks.data",
                DATA,
                "logging.level.root",
                "ERROR");
    }

    /** One line of the table. */
    private record Line(JsonNode card, JsonNode deal) {

        boolean billable() {
            return card.path("price").decimalValue().signum() > 0;
        }

        /** In the books, on the deal's card in Kommo, and in what Wonbooks knows. */
        boolean paid() {
            JsonNode fields = card.path("fields");
            return deal.path("state").asText().equals("PAID")
                    && deal.path("balance").decimalValue().signum() == 0
                    && fields.path("QB_PAID").asBoolean()
                    && fields.path("QB_INVOICE_NUMBER")
                            .asText()
                            .equals(deal.path("docNumber").asText());
        }
    }

    /**
     * Plays it, prints the table, and gives the exit code: 0 only if every billable deal ended paid in both systems.
     */
    int play(PrintStream out) {
        String connection = person.get("/api/v1/connections").at("/items/0/id").asText();
        // Only when the provisioning is done does Kommo know where to send its webhooks.
        waitFor(
                () -> person.get("/api/v1/work?state=DONE"),
                done -> done.path("total").asInt() > 0);
        List<Long> leads = new ArrayList<>();
        cards().forEach(card -> leads.add(card.path("id").asLong()));
        out.printf("%nWinning %d deals in Kommo ...%n", leads.size());
        leads.forEach(lead -> person.post("/sandbox/kommo/leads/" + lead + "/win", null));
        for (long lead : leads) {
            waitFor(() -> deal(connection, lead), deal -> written(lead) || ended(deal));
        }
        out.println("Paying the invoices in QuickBooks, the first one in two parts ...");
        boolean inParts = true;
        for (long lead : leads) {
            JsonNode deal = deal(connection, lead);
            if (!deal.path("invoiceId").isNull()) {
                pay(deal, inParts);
                inParts = false;
            }
        }
        List<Line> lines = new ArrayList<>();
        for (long lead : leads) {
            waitFor(() -> deal(connection, lead), deal -> ended(deal) || new Line(card(lead), deal).paid());
            lines.add(new Line(card(lead), deal(connection, lead)));
        }
        print(out, lines);
        return lines.stream().filter(Line::billable).allMatch(Line::paid) ? 0 : 1;
    }

    private void pay(JsonNode deal, boolean inParts) {
        String invoice =
                "/sandbox/quickbooks/invoices/" + deal.path("invoiceId").asText() + "/pay";
        if (inParts) {
            person.post(invoice + "?amount=100", null);
            waitFor(
                    () -> deal(
                            deal.path("connectionId").asText(),
                            deal.path("leadId").asLong()),
                    found -> found.path("state").asText().equals("PARTIALLY_PAID"));
        }
        person.post(invoice, null);
    }

    private boolean written(long lead) {
        return card(lead).path("notes").size() > 0;
    }

    private static boolean ended(JsonNode deal) {
        return List.of("SKIPPED", "ATTENTION").contains(deal.path("state").asText());
    }

    private JsonNode deal(String connection, long lead) {
        JsonNode deals = person.get("/api/v1/deals?connection=" + connection + "&q=" + lead);
        return deals.path("total").asInt() == 0 ? deals : person.get("/api/v1/deals/" + connection + "/" + lead);
    }

    private Iterable<JsonNode> cards() {
        List<JsonNode> ours = new ArrayList<>();
        for (JsonNode card : person.get("/sandbox/state").at("/kommo/leads")) {
            if (card.path("account").asText().equals("acme")) {
                ours.add(card);
            }
        }
        return ours;
    }

    private JsonNode card(long lead) {
        for (JsonNode card : cards()) {
            if (card.path("id").asLong() == lead) {
                return card;
            }
        }
        throw new IllegalStateException("Deal " + lead + " is gone from Kommo");
    }

    /** Looks until it is so, or patience ends: then the table says what is missing. */
    private static void waitFor(java.util.function.Supplier<JsonNode> look, Predicate<JsonNode> there) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!there.test(look.get()) && System.nanoTime() < end) {
            LockSupport.parkNanos(LOOK.toNanos());
        }
    }

    private static void print(PrintStream out, List<Line> lines) {
        out.println();
        out.printf(ROW, "Deal", "Billed", "Amount", "Invoice", "Emailed", "Paid", "State");
        for (Line line : lines) {
            JsonNode party = line.card().path("company").isObject()
                    ? line.card().path("company")
                    : line.card().path("contact");
            JsonNode deal = line.deal();
            String reason = deal.path("reason").asText("");
            out.printf(
                    ROW,
                    line.card().path("name").asText(),
                    party.path("name").asText(),
                    new BigDecimal(line.card().path("price").asText("0"))
                            .setScale(2)
                            .toPlainString(),
                    deal.path("docNumber").asText("-"),
                    deal.path("emailedAt").isNull() ? "no" : "yes",
                    line.paid() ? "yes" : "no",
                    deal.path("state").asText() + (reason.isEmpty() || reason.equals("null") ? "" : ": " + reason));
        }
        out.println();
    }
}
