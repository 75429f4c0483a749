package org.wonbooks.ledger.deal;

import com.fasterxml.jackson.core.JsonProcessingException;
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
import org.wonbooks.database.DatabaseText;
import org.wonbooks.invoicing.draft.InvoiceIntent;
import org.wonbooks.ledger.deal.Step.State;

/**
 * The updates of a deal's invoice after the deal was edited: {@code update-1}, {@code update-2} …, each a step, and a
 * piece of news for the deal. Everything that writes here is part of its caller's transaction, which holds the fence
 * first.
 */
@Repository
public class InvoiceUpdates {

    private static final String NAME = "update-";

    private final JdbcClient jdbc;
    private final ObjectMapper json;

    public InvoiceUpdates(JdbcClient jdbc, ObjectMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    /** What the invoice said before its last update, and what it says since. */
    public record Change(InvoiceIntent before, InvoiceIntent now) {}

    /** What was asked for, of a deal that bore this name then. */
    private record Asked(InvoiceIntent intent, String dealName) {}

    /** The update that goes on, or else the one that would come next. */
    public String next(Deal deal) {
        return next(of(deal));
    }

    /** What is written down of the update that goes on, if there is one: its call may have come to nothing. */
    public Optional<Step> begun(Deal deal) {
        Map<String, Step> known = of(deal);
        return Optional.ofNullable(known.get(next(known)));
    }

    /** The call of the update that goes on, if there is one. */
    public Optional<Step> open(Deal deal) {
        return begun(deal).filter(Step::open);
    }

    /** The update that the deal in Kommo was not told of yet. */
    public Optional<String> untold(Deal deal) {
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
        jdbc.sql("update deal set intent_asked = ? where id = ?")
                .params(write(new Asked(intent, dealName)), deal.id())
                .update();
    }

    /** The invoice says what was asked for: that is the frozen intent from now on. */
    @Transactional
    public Change made(Deal deal, BigDecimal total, BigDecimal balance) {
        Asked asked = read(
                jdbc.sql("select intent_asked from deal where id = ?")
                        .param(deal.id())
                        .query(String.class)
                        .single(),
                Asked.class);
        String settlement =
                deal.settlement() == null ? null : write(deal.settlement().totalling(total));
        jdbc.sql(
                        """
                        update deal set intent_before = intent, intent = ?, intent_asked = null, name = ?, total = ?,
                                        balance = ?, settlement = ?, difference = null
                         where id = ?
                        """)
                .params(write(asked.intent()), DatabaseText.fit(asked.dealName(), 500), total, balance, settlement)
                .param(deal.id())
                .update();
        return new Change(deal.intent(), asked.intent());
    }

    /** A person has given it another number; null: none. */
    @Transactional
    public void renumbered(Deal deal, String number) {
        jdbc.sql("update deal set doc_number = ? where id = ?")
                .params(number, deal.id())
                .update();
    }

    /** What the last update has changed. */
    public Change last(Deal deal) {
        return new Change(
                read(
                        jdbc.sql("select intent_before from deal where id = ?")
                                .param(deal.id())
                                .query(String.class)
                                .single(),
                        InvoiceIntent.class),
                deal.intent());
    }

    private <T> T read(String text, Class<T> type) {
        try {
            return json.readValue(text, type);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A deal's row can't be read", e);
        }
    }

    private String write(Object value) {
        try {
            return json.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
