package org.wonbooks.flow.comparison;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.support.DefaultExchange;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.wonbooks.component.Writes;
import org.wonbooks.component.mapping.Gives;
import org.wonbooks.component.read.Run;
import org.wonbooks.component.write.Gate;
import org.wonbooks.component.write.Mapping;
import org.wonbooks.connection.ConnectionStore;
import org.wonbooks.fault.Fault;
import org.wonbooks.flow.comparison.Comparison.Difference;
import org.wonbooks.flow.comparison.Comparison.What;
import org.wonbooks.flow.customer.BilledCustomer;
import org.wonbooks.flow.invoice.CreateInvoice;
import org.wonbooks.flow.invoice.DealInvoice;
import org.wonbooks.ledger.deal.Deal;
import org.wonbooks.ledger.deal.DealLedger;
import org.wonbooks.running.LoadedRoutes;
import org.wonbooks.running.NamedMappings;

/**
 * Composes by the mappings of a set of routes what was sent for the deals that were billed last, from what was frozen
 * for them. Reads our tables alone, and writes nothing.
 */
@Service
public class DealComparison {

    private static final int DEALS = 50;

    private static final Duration LONGEST = Duration.ofSeconds(20);

    /** Whoever changes every text sees that in these. */
    private static final int MOST_ROWS = 2000;

    private final JdbcClient jdbc;
    private final DealLedger deals;
    private final ConnectionStore connections;
    private final Writes writes;
    private final NamedMappings named;
    private final Gate gate;
    private final ObjectMapper json;
    private final CamelContext camel;

    public DealComparison(
            JdbcClient jdbc,
            DealLedger deals,
            ConnectionStore connections,
            Writes writes,
            NamedMappings named,
            Gate gate,
            ObjectMapper json,
            CamelContext camel) {
        this.jdbc = jdbc;
        this.deals = deals;
        this.connections = connections;
        this.writes = writes;
        this.named = named;
        this.gate = gate;
        this.json = json;
        this.camel = camel;
    }

    /** Of a set that is loaded. */
    public Comparison of(LoadedRoutes routes) {
        Map<What, Mapping> mappings = new HashMap<>();
        for (What what : What.values()) {
            named.of(routes, what.step())
                    .ifPresent(name -> mappings.put(
                            what,
                            writes.mapping(
                                    routes.set(), name, what.step(), what == What.note ? Gives.TEXT : Gives.MAP)));
        }
        List<Long> billed = jdbc.sql("select id from deal where invoice_id is not null"
                        + " and connection_id in (select id from connection where deleted_at is null)"
                        + " order by id desc limit ?")
                .param(DEALS)
                .query(Long.class)
                .list();
        long end = System.nanoTime() + LONGEST.toNanos();
        int seen = 0;
        Found found = new Found();
        for (Long id : billed) {
            if (System.nanoTime() > end) {
                break;
            }
            compare(deals.get(id), mappings, found);
            seen++;
        }
        return new Comparison(
                seen, billed.size() - seen, found.same, found.different, found.failed, List.copyOf(found.rows));
    }

    private static final class Found {

        private final List<Difference> rows = new ArrayList<>();
        private int same;
        private int different;
        private int failed;

        void add(Deal deal, What what, List<SentText.Place> places) {
            if (places.isEmpty()) {
                same++;
            } else {
                different++;
            }
            places.forEach(place -> row(deal, what, place.path(), place.here(), place.there(), null));
        }

        void fault(Deal deal, What what, String words) {
            failed++;
            row(deal, what, null, null, null, words);
        }

        private void row(Deal deal, What what, String path, String sent, String would, String fault) {
            if (rows.size() < MOST_ROWS) {
                rows.add(new Difference(
                        deal.connectionId(), deal.leadId(), deal.name(), what, path, sent, would, fault));
            }
        }
    }

    private void compare(Deal deal, Map<What, Mapping> mappings, Found found) {
        Map<String, String> sent = new HashMap<>();
        jdbc.sql("select name, request from step where deal_id = ? and request is not null and state = 'DONE'")
                .param(deal.id())
                .query(row -> {
                    sent.put(row.getString("name"), row.getString("request"));
                });
        mappings.forEach((what, mapping) -> {
            String text = sent.get(stepOf(what, sent));
            if (text == null || what != What.customer && isUpdated(sent)) {
                return;
            }
            try {
                found.add(deal, what, sent(what, text).against(would(what, mapping, deal, sent, text)));
            } catch (RuntimeException fault) {
                found.fault(deal, what, Fault.words(fault));
            }
        });
    }

    private static String stepOf(What what, Map<String, String> sent) {
        return switch (what) {
            case customer ->
                sent.containsKey(BilledCustomer.RENAMED) ? BilledCustomer.RENAMED : BilledCustomer.CUSTOMER;
            case invoice -> DealInvoice.INVOICE;
            case card -> "invoice-fields";
            case note -> "invoice-note";
        };
    }

    /** What was first decided of it is known no more. */
    private static boolean isUpdated(Map<String, String> sent) {
        return sent.keySet().stream().anyMatch(step -> step.startsWith("update-"));
    }

    /** The last line of a note is no mapping's. */
    private SentText sent(What what, String text) {
        if (what != What.note) {
            return SentText.of(text);
        }
        String note = tree(text).at("/0/params/text").asText();
        return note(note.replaceFirst("\n\\[wonbooks [^\n]*]$", ""));
    }

    private SentText note(String text) {
        return SentText.of(json.valueToTree(Map.of("text", text)).toString());
    }

    private SentText would(What what, Mapping mapping, Deal deal, Map<String, String> sent, String text) {
        Exchange exchange = new DefaultExchange(camel);
        exchange.setVariable("connection", connections.get(deal.connectionId()));
        exchange.setVariable("deal", deal);
        Run run = new Run(exchange);
        switch (what) {
            case customer ->
                exchange.setVariable(
                        BilledCustomer.NAME,
                        sent.containsKey(BilledCustomer.RENAMED)
                                ? tree(text).path("DisplayName").asText()
                                : deal.intent().customerName());
            case invoice -> {
                // Who it was merged into since was not asked for then.
                exchange.setVariable(
                        BilledCustomer.ID, tree(text).at("/CustomerRef/value").asText());
                String composed = mapping.json(run);
                gate.pass(mapping, CreateInvoice.contradictions(run, deal.intent(), composed));
                return SentText.of(composed);
            }
            case note -> {
                return note(mapping.text(run));
            }
            case card -> exchange.setVariable(BilledCustomer.ID, deal.customerId());
        }
        return SentText.of(mapping.json(run));
    }

    private JsonNode tree(String text) {
        try {
            return json.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("What was sent can't be read", e);
        }
    }
}
