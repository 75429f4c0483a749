package org.wonbooks.testing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.zaxxer.hikari.HikariDataSource;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The checker finds each violation that is planted, and none where there is none. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class InvariantsTest {

    private static final String BOOKS =
            """
            {"kommo": {"leads": [{"id": 7, "status": 142,
               "fields": {"QB_INVOICE_ID": "40", "QB_INVOICE_NUMBER": "1001", "QB_PAID": "false", "QB_PAID_AMOUNT": "20.00"},
               "notes": ["Written by a person", "Invoice 1001.\\n[wonbooks 1 invoice]", "Paid.\\n[wonbooks 1 payment-1]"]}]},
             "quickbooks": {"realms": [{"realmId": "9",
               "customers": [{"id": "30", "name": "Zoë", "notes": "Kommo contact:5"}, {"id": "31", "name": "Other"}],
               "invoices": [{"id": "40", "docNumber": "1001", "total": 100.10, "balance": 80.10, "emails": 1,
                             "privateNote": "wonbooks:1:7:1"},
                            {"id": "41", "docNumber": "1002", "total": 5, "balance": 5, "emails": 0}]}]}}
            """;

    private static final List<String> TABLES = List.of(
            "insert into connection (id, name, settings, kommo_subdomain, webhook_secret_digest, webhook_secret, created_at)"
                    + " values (1, 'Acme', '{}', 'acme', '', '', now())",
            "insert into inbox (id, source, received_at, body) values (1, 'KOMMO', now(), x'00')",
            work(1, "deal-won", "7", "DONE"),
            work(2, "invoice-changed", "40", "DONE"),
            "insert into event (id, inbox_id, what, work_id, hint, state) values (1, 1, 'lead 7 status', 1, 1, 'DONE')",
            """
            insert into deal (id, connection_id, lead_id, cycle, state, intent, customer_id, invoice_id, doc_number, total,
                              balance, emailed_at, settlement_no, created_at)
            values (1, 1, 7, 1, 'PARTIALLY_PAID', '{"amount": 100.10, "send": true, "email": "z@example.com"}', '30', '40',
                    '1001', 100.10, 80.10, now(), 1, now())
            """,
            step("customer", "DONE", "'30'"),
            step("invoice", "DONE", "'40'"),
            step("send", "DONE", "'40'"),
            step("invoice-note", "DONE", "null"));

    private final HikariDataSource pool = TestDatabase.H2.open();
    private final JdbcClient jdbc = JdbcClient.create(pool);

    private String books = BOOKS;

    @BeforeEach
    void allIsWell() {
        List.of("step", "timeline", "event", "untaken", "inbox", "decision", "deal", "work", "connection")
                .forEach(table -> jdbc.sql("delete from " + table).update());
        TABLES.forEach(row -> jdbc.sql(row).update());
    }

    @AfterAll
    void close() {
        pool.close();
    }

    @Test
    void nothingIsWrongWithWhatIsRight() throws Exception {
        assertThat(violations()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            I2: delivery 2    | insert into inbox (id, source, received_at, body) values (2, 'KOMMO', now(), x'00')
            I2: delivery 1    | insert into untaken (inbox_id, due_at) values (1, now())
            I2: event 1       | update event set state = 'OPEN'
            I2: event 1       | update event set state = 'DEAD'
            I2: deal-won 7    | update work set state = 'OPEN' where id = 1
            I2: deal-won 7    | update work set state = 'SKIPPED' where id = 1
            I4: deal-won 7    | update work set running_lane = 'x' where id = 1
            I2: lead 7        | update deal set invoice_id = null
            I1: lead 7        | update deal set invoice_id = null
            I11: lead 7       | update work set state = 'DEAD', reason = 'It broke' where id = 1
            I11: lead 7       | insert into decision (deal_id, connection_id, verdict, cause, facts, decided_at, evidence, shown, digest) select id, connection_id, 'HOLD', 'ABOVE_LIMIT', '{}', now(), '{}', '{}', 'x' from deal
            I4: lead 7        | update step set state = 'CALLING' where name = 'send'
            I4: step customer | update step set external_id = '32' where name = 'customer'
            I4: step invoice  | update step set external_id = '30' where name = 'invoice'
            I4: lead 7        | update deal set invoice_id = '99'
            I1: lead 7        | update deal set invoice_id = '41'
            I6: the invoice's | update deal set intent = '{"amount": 100.11, "send": true, "email": "z@example.com"}'
            I6: the deal's    | update deal set total = 100.11
            I7: the deal's    | update deal set balance = 100.10
            I2: lead 7        | update deal set emailed_at = null
            I1: the invoice   | update deal set intent = '{"amount": 100.10, "send": false}'
            I7: the state     | update deal set state = 'SENT'
            I7: lead 7        | update deal set settlement_no = 2
            """)
    void whatIsWrongInTheTablesIsFound(String sentence, String wrong) throws Exception {
        jdbc.sql(wrong).update();

        assertThat(violations()).anySatisfy(found -> assertThat(found).startsWith(sentence));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            I1: there is more than one invoice  | "emails": 0       | "emails": 0, "privateNote": "wonbooks:1:7:1"
            I1: there is more than one customer | "name": "Other"   | "notes": "Kommo contact:5"
            I1: the invoice of lead 7           | "emails": 1       | "emails": 2
            I2: lead 7                          | "emails": 1       | "emails": 0
            I6: the invoice's total             | "total": 100.10   | "total": 100.11
            I7: the deal's balance              | "balance": 80.10  | "balance": 0
            I7: the field QB_INVOICE_ID         | _ID": "40"        | _ID": "41"
            I7: the field QB_INVOICE_NUMBER     | "1001", "QB       | "", "QB
            I7: the field QB_PAID of            | "false"           | "true"
            I7: the field QB_PAID_AMOUNT        | "20.00"           | "20.01"
            I7: lead 7 was told twice           | Written           | [wonbooks 1 invoice]", "Written
            I11: lead 7 has 1 open tasks        | "fields"          | "tasks": [{"id": 50, "text": "Look"}], "fields"
            I7: lead 7 was told                 | [wonbooks 1 payment-1] | Nothing
            """)
    void whatIsWrongInTheBooksIsFound(String sentence, String right, String wrong) throws Exception {
        assertThat(BOOKS).contains(right);
        books = BOOKS.replace(right, wrong);

        assertThat(violations()).anySatisfy(found -> assertThat(found).startsWith(sentence));
    }

    @Test
    void anAcknowledgedDealThatIsForgottenIsFound() throws Exception {
        jdbc.sql("delete from event").update();
        jdbc.sql("delete from work where id = 1").update();

        assertThat(violations()).contains("I2: lead 7 was acknowledged, and nothing is known of it");
    }

    @Test
    void aSecondMailIsAllowedWhereTheDealSaysThatThereMayBeOne() throws Exception {
        books = BOOKS.replace("\"emails\": 1", "\"emails\": 2");
        jdbc.sql("insert into timeline (deal_id, at, text) values (1, now(), 'The e-mail may have gone out twice')")
                .update();

        assertThat(violations()).isEmpty();
    }

    private List<String> violations() throws Exception {
        JsonNode state = JsonMapper.builder()
                .enable(com.fasterxml.jackson.databind.DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                .build()
                .readTree(books);
        return Invariants.violations(state, jdbc, List.of(7L));
    }

    private static String work(long id, String kind, String key, String state) {
        return """
               insert into work (id, connection_id, kind, work_key, lane, state, due_at, hints, attempts, epoch, first_seen_at)
               values (%s, 1, '%s', '%s', '', '%s', now(), 1, 0, 1, now())"""
                .formatted(id, kind, key, state);
    }

    private static String step(String name, String state, String externalId) {
        return "insert into step (deal_id, name, state, external_id) values (1, '%s', '%s', %s)"
                .formatted(name, state, externalId);
    }
}
