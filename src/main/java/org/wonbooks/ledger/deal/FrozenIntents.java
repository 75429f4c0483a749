package org.wonbooks.ledger.deal;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.math.BigDecimal;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;
import org.wonbooks.database.DatabaseJson;
import org.wonbooks.invoicing.draft.InvoiceIntent;
import org.wonbooks.ledger.deal.Step.State;

/**
 * Who is billed for what: frozen once, and anew by each update of the invoice after the deal was edited,
 * {@code update-1}, {@code update-2} …, each a step, and a piece of news for the deal. Everything that writes here is
 * part of its caller's transaction, which holds the fence first.
 */
@Repository
public class FrozenIntents {

    private static final String NAME = "update-";

    private final DealLedger deals;
    private final InvoiceLedger invoices;
    private final DealAttention attention;
    private final JdbcClient jdbc;
    private final ObjectMapper json;

    public FrozenIntents(
            DealLedger deals, InvoiceLedger invoices, DealAttention attention, JdbcClient jdbc, ObjectMapper json) {
        this.deals = deals;
        this.invoices = invoices;
        this.attention = attention;
        this.jdbc = jdbc;
        this.json = json;
    }

    /** What the invoice said before its last update, and what it says since. */
    public record Change(InvoiceIntent before, InvoiceIntent now) {}

    /** What was asked for, of a deal that bore this name then. */
    private record Asked(InvoiceIntent intent, String dealName) {}

    /** What was invoiced first of a party whom this customer is. */
    @Transactional
    public Optional<InvoiceIntent> first(long connectionId, String customerId, String party) {
        return jdbc
                .sql("select intent from deal where connection_id = ? and customer_id = ? and intent is not null"
                        + " and invoice_id is not null order by id")
                .params(connectionId, customerId)
                .query(String.class)
                .list()
                .stream()
                .map(text -> DatabaseJson.read(json, text, InvoiceIntent.class))
                .filter(intent -> intent.party().equals(party))
                .findFirst();
    }

    /** What is invoiced, decided once. */
    @Transactional
    public void freeze(Deal deal, InvoiceIntent intent) {
        jdbc.sql("update deal set intent = ? where id = ? and intent is null")
                .params(DatabaseJson.write(json, intent), deal.id())
                .update();
        DealWords.keep(jdbc, deal.id(), deal.name(), intent.customerName(), intent.email());
    }

    /** What was decided came to nothing, and is decided anew. */
    @Transactional
    public void thaw(Deal deal) {
        jdbc.sql("update deal set intent = null, customer_id = null where id = ? and invoice_id is null")
                .param(deal.id())
                .update();
    }

    /** Who is billed. */
    @Transactional
    public void customer(Deal deal, String customerId) {
        DealRow.set(jdbc, deal.id(), "customer_id = ?", customerId);
    }

    /** The update that goes on, or else the one that would come next. */
    public String nextUpdate(Deal deal) {
        return next(of(deal));
    }

    /** What is written down of the update that goes on, if there is one: its call may have come to nothing. */
    public Optional<Step> begunUpdate(Deal deal) {
        Map<String, Step> known = of(deal);
        return Optional.ofNullable(known.get(next(known)));
    }

    /** The call of the update that goes on, if there is one. */
    public Optional<Step> openUpdate(Deal deal) {
        return begunUpdate(deal).filter(Step::open);
    }

    /** The update that the deal in Kommo was not told of yet. */
    public Optional<String> untoldUpdate(Deal deal) {
        Map<String, Step> known = of(deal);
        return names().takeWhile(name -> ended(known.get(name)))
                .filter(name -> known.get(name).state() == State.DONE && !ended(known.get(name + "-note")))
                .findFirst();
    }

    /** All that is written down of the deal's updates, read at once. */
    private Map<String, Step> of(Deal deal) {
        return jdbc
                .sql("select * from step where deal_id = ? and name like '" + NAME + "%'")
                .param(deal.id())
                .query(StepLedger::read)
                .list()
                .stream()
                .collect(Collectors.toMap(Step::name, step -> step));
    }

    private static String next(Map<String, Step> known) {
        return names().filter(name -> !ended(known.get(name))).findFirst().orElseThrow();
    }

    private static Stream<String> names() {
        return IntStream.iterate(1, number -> number + 1).mapToObj(number -> NAME + number);
    }

    private static boolean ended(Step step) {
        return step != null && (step.state() == State.DONE || step.state() == State.SKIPPED);
    }

    /** Writes down what the call that is about to be made asks for. */
    @Transactional
    public void asked(Deal deal, InvoiceIntent intent, String dealName) {
        DealRow.set(jdbc, deal.id(), "intent_asked = ?", DatabaseJson.write(json, new Asked(intent, dealName)));
    }

    /** The invoice says what was asked for: that is the frozen intent from now on. */
    @Transactional
    public Change made(Deal deal, BigDecimal total, BigDecimal balance) {
        Asked asked = read(deal, "intent_asked", Asked.class);
        String columns = "intent_before = intent, intent = ?, intent_asked = null";
        DealRow.set(jdbc, deal.id(), columns, DatabaseJson.write(json, asked.intent()));
        deals.rename(deal, asked.dealName());
        DealWords.keep(jdbc, deal.id(), asked.dealName());
        invoices.updated(deal, total, balance);
        attention.difference(deal, null);
        return new Change(deal.intent(), asked.intent());
    }

    /** What the last update has changed. */
    public Change lastUpdate(Deal deal) {
        return new Change(read(deal, "intent_before", InvoiceIntent.class), deal.intent());
    }

    private <T> T read(Deal deal, String column, Class<T> type) {
        String text = jdbc.sql("select " + column + " from deal where id = ?")
                .param(deal.id())
                .query(String.class)
                .single();
        return DatabaseJson.read(json, text, type);
    }
}
