package org.wonbooks.benchmark;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import org.wonbooks.testing.TestDatabase;

/**
 * Deals of two years of 100 connections, as the product leaves them: with decisions, work, deliveries, steps,
 * timelines, words, invoices and payments. Half are of the connection that is there, a tenth of one that only looks;
 * most are paid, and each state has some. Of a hundred deals twenty need a person, of many one in 299: for several
 * causes.
 */
record ManyDeals(TestDatabase database, String url, int count) {

    static final int CONNECTIONS = 100;

    /** The number of a deal that is paid. */
    static final long PAID = 11;

    /** A multiple of all that deals are told apart by. */
    private static final long FIRST_LEAD = 29_601_000;

    /** What a deal is called in Kommo. */
    static long lead(long number) {
        return FIRST_LEAD + number;
    }

    /** So far apart, all of them are of two years. */
    private int minutes() {
        return 2 * 365 * 24 * 60 / count;
    }

    private int needsAPerson() {
        return count <= 100 ? 5 : 299;
    }

    /** The product does not run meanwhile. */
    void fill() {
        SingleConnectionDataSource one = new SingleConnectionDataSource(url, true);
        try {
            fill(JdbcClient.create(one));
        } finally {
            one.destroy();
        }
    }

    private void fill(JdbcClient jdbc) {
        checks(jdbc);
        long lastWork = last(jdbc, "work");
        for (String statement : deals().split(";\n")) {
            jdbc.sql(statement).update();
        }
        deliveries(jdbc, lastWork);
        jdbc.sql(database == TestDatabase.H2 ? "analyze" : "vacuum analyze").update();
    }

    private void checks(JdbcClient jdbc) {
        jdbc.sql(
                        """
                        insert into check_row (connection_id, place, name, ok, detail, state)
                        select c.id, r.place, r.name, r.ok, r.detail, r.state from connection c, check_row r
                         where not exists (select 1 from check_row own where own.connection_id = c.id)
                        """)
                .update();
    }

    private String numbers(long from, long to) {
        return database == TestDatabase.H2
                ? "system_range(%d, %d) as n(i)".formatted(from, to)
                : "generate_series(%d, %d) as n(i)".formatted(from, to);
    }

    private String bytes(String text) {
        return database == TestDatabase.H2 ? "cast(" + text + " as varbinary)" : "convert_to(" + text + ", 'UTF8')";
    }

    private String deals() {
        return (DEALS + DECISIONS + WORK + MONEY + STORIES + words() + OTHERS)
                .replace(":numbers", numbers(0, count - 1))
                .replace(":first", String.valueOf(FIRST_LEAD))
                .replace(":minutes", String.valueOf(minutes()))
                .replace(":count", String.valueOf(count))
                .replace(":person of n", "mod(n.i, " + needsAPerson() + ") = 0")
                .replace(":person", "mod(d.lead_id, " + needsAPerson() + ") = 0");
    }

    private static final String PLACED = "(select id, row_number() over (order by id) - 1 as place from connection) c";

    private static final String DEALS =
            """
            insert into deal (connection_id, lead_id, cycle, name, state, unbilled, created_at, intent, customer_id,
                              invoice_id, doc_number, total, balance, currency, emailed_at, emailed_to, paid_on, invoiced_at)
            select d.connection_id, d.lead_id, 1, 'Website ' || d.i || ' of Acme', d.state, d.unbilled, d.at,
                   '{"customerName": "Acme Holding", "amount": 100, "fields": {"A": "%s"}}',
                   case when d.state <> 'WON' then 'c' || mod(d.i, 5000) end,
                   case when d.state not in ('WON', 'SKIPPED') then '9' || d.lead_id end,
                   case when d.state not in ('WON', 'SKIPPED') then 'INV-' || d.i end,
                   case when d.state not in ('WON', 'SKIPPED') then 100 end,
                   case d.state when 'PAID' then 0 when 'PARTIALLY_PAID' then 40 when 'VOIDED' then 0
                                when 'SENT' then 100 when 'INVOICED' then 100 end,
                   'USD', case when d.state not in ('WON', 'SKIPPED') then d.at end,
                   'pay' || mod(d.i, 5000) || '@acme.example',
                   case when d.state = 'PAID' then cast(d.at + interval '10' day as date) end,
                   case when d.state not in ('WON', 'SKIPPED') then d.at end
              from (select c.id as connection_id, :first + n.i as lead_id, n.i,
                           current_timestamp - (:count - n.i) * :minutes * interval '1' minute as at,
                           case when :attention then 'WON' when mod(n.i, 1000) = 21 then 'VOIDED'
                                when mod(n.i, 10) in (2, 6) then 'WON' when mod(n.i, 50) = 3 then 'SENT'
                                when mod(n.i, 100) = 14 then 'PARTIALLY_PAID' when mod(n.i, 500) = 31 then 'INVOICED'
                                when mod(n.i, 1000) = 18 then 'WON' when mod(n.i, 1000) = 28 then 'SKIPPED' else 'PAID' end
                             as state,
                           mod(n.i, 10) in (2, 6) and not :attention as unbilled
                      from :numbers join %s
                        on c.place = case when mod(n.i, 2) = 1 then 0 when mod(n.i, 10) = 6 then 1
                                          else mod(n.i / 2, 100) end) d
             order by d.i;
            """
                    .formatted("x".repeat(700), PLACED)
                    .replace(":attention", ":person of n");

    private static final String DECISIONS =
            """
            insert into decision (deal_id, connection_id, verdict, cause, facts, decided_at, evidence, shown, digest)
            select d.id, d.connection_id,
                   case when :person and mod(d.lead_id, 3) < 2 then 'HOLD' when d.unbilled then 'LEAVE' else 'BILL' end,
                   case when :person and mod(d.lead_id, 9) = 0 then 'NO_PRODUCTS'
                        when :person and mod(d.lead_id, 3) < 2 then 'ABOVE_LIMIT'
                        when d.unbilled and mod(d.lead_id, 10) = 6 then 'IN_SHADOW'
                        when d.unbilled then 'WON_BEFORE' else 'WON' end,
                   '{"amount": "500", "limit": "100", "budget": "500", "outcome": "an invoice"}', d.created_at, '{}',
                   '{"amount": "500", "customer": "Acme Holding", "email": "pay@acme.example"}', 'digest' || d.id
              from deal d;
            insert into shadow_deal (deal_id, seen_at, outcome, steps, invoice)
            select d.id, d.created_at, 'INVOICE', 'Create the customer\nCreate the invoice', '{"Line": []}'
              from deal d where d.unbilled and mod(d.lead_id, 10) = 6;
            """;

    /** Of a deal its win and its invoice, one after the other, as they come in. */
    private static final String WORK =
            """
            insert into work (connection_id, kind, work_key, lane, state, due_at, hints, attempts, epoch, reason, fix,
                              first_seen_at, finished_at)
            select d.connection_id, case k.n when 0 then 'deal-won' else 'invoice-changed' end,
                   case k.n when 0 then cast(d.lead_id as varchar(60)) else d.invoice_id end,
                   case k.n when 0 then 'deal:' else 'invoice:' end || d.lead_id,
                   case when :dead then 'DEAD' else 'DONE' end, d.created_at, 1, 0, 1,
                   case when :dead then 'QuickBooks refuses it: it names ' || d.lead_id end,
                   case when :dead then
                        case mod(d.lead_id, 4) when 0 then 'Make the item active.' when 1 then 'Open the month.'
                                               when 2 then 'Enter a tax code.' else 'Mend the mapping.' end end,
                   d.created_at, d.created_at
              from deal d, (values (0), (1)) as k(n) where k.n = 0 or d.invoice_id is not null order by d.id, k.n;
            """
                    .replace(":dead", "k.n = 0 and :person and mod(d.lead_id, 3) = 2");

    private static final String MONEY =
            """
            insert into seen_invoice (connection_id, invoice_id, doc_number, customer_id, total, balance, voided, gone,
                                      payments, read_at, due_on)
            select connection_id, invoice_id, doc_number, customer_id, total, balance, state = 'VOIDED', false, '',
                   created_at, case when balance > 0 then cast(created_at + interval '30' day as date) end
              from deal where invoice_id is not null;
            insert into payment_link (connection_id, payment_id, invoice_id, amount, paid_on)
            select connection_id, '8' || lead_id, invoice_id, total - balance, cast(created_at + interval '10' day as date)
              from deal where state in ('PAID', 'PARTIALLY_PAID');
            insert into seen_payment (connection_id, payment_id, unapplied, read_at)
            select connection_id, payment_id, 0, current_timestamp from payment_link;
            """;

    private static final String STORIES =
            """
            insert into timeline (deal_id, at, text)
            select d.id, d.created_at, case n.i when 0 then 'Won' when 1 then 'Invoice created' when 2 then 'E-mailed'
                                                else 'Paid' end
              from deal d, (values (0), (1), (2), (3)) as n(i) where n.i = 0 or d.invoice_id is not null order by d.id, n.i;
            insert into step (deal_id, name, state, request_id, request, external_id, epoch, called_at, done_at)
            select d.id, n.name, 'DONE', n.name || d.id, '{"Line": [{"Amount": 100}], "PrivateNote": "wonbooks"}',
                   d.invoice_id, 1, d.created_at, d.created_at
              from deal d, (values ('customer'), ('invoice'), ('send'), ('note'), ('card')) as n(name)
             where d.invoice_id is not null;
            """;

    private static final String OTHERS =
            """
            insert into customer_link (connection_id, party, customer_id, created_at)
            select connection_id, 'contact:' || min(lead_id), customer_id, min(created_at) from deal
             where customer_id is not null group by connection_id, customer_id;
            insert into drift_report (connection_id, dry_run, begun_at, finished_at)
            select min(id), false, current_timestamp, current_timestamp from connection;
            insert into drift_row (report_id, kind, lead_id, deal_name, invoice_id, doc_number, words)
            select r.id, 'WON_WITHOUT_INVOICE', d.lead_id, d.name, d.invoice_id, d.doc_number, 'The books say something else'
              from drift_report r join deal d on d.connection_id = r.connection_id and mod(d.lead_id, 100) = 11;
            insert into audit (at, username, action, subject)
            select d.created_at, 'admin', 'deal.reconcile', 'deal ' || d.lead_id || ' of connection ' || d.connection_id
              from deal d where mod(d.lead_id, 5) = 1;
            """;

    /** One brought each piece of work. */
    private void deliveries(JdbcClient jdbc, long lastWork) {
        long lastDelivery = last(jdbc, "inbox");
        jdbc.sql("insert into inbox (source, received_at, body)"
                        + " select case w.kind when 'deal-won' then 'KOMMO' else 'QUICKBOOKS' end, w.due_at, "
                        + bytes("'leads[status][0][id]=' || w.work_key || '&leads[status][0][status_id]=142'")
                        + " from work w where w.id > ? order by w.id")
                .param(lastWork)
                .update();
        long moved = first(jdbc, "inbox", lastDelivery) - first(jdbc, "work", lastWork);
        jdbc.sql(
                        """
                        insert into event (inbox_id, connection_id, what, work_id, hint, state, closed_at)
                        select w.id + ?, w.connection_id, w.kind || ' ' || w.work_key, w.id, 1, 'CLOSED', w.due_at
                          from work w where w.id > ?
                        """)
                .params(moved, lastWork)
                .update();
    }

    private static long last(JdbcClient jdbc, String table) {
        return jdbc.sql("select coalesce(max(id), 0) from " + table)
                .query(Long.class)
                .single();
    }

    private static long first(JdbcClient jdbc, String table, long after) {
        return jdbc.sql("select min(id) from " + table + " where id > ?")
                .param(after)
                .query(Long.class)
                .single();
    }

    private String words() {
        StringBuilder all = new StringBuilder();
        for (String word : new String[] {
            "'website'",
            "'of'",
            "'acme'",
            "'holding'",
            "'rare' || lead_id",
            "'pay' || mod(lead_id, 5000) || '@acme.example'"
        }) {
            all.append("insert into deal_word (deal_id, word) select id, " + bytes(word) + " from deal;\n");
        }
        return all.toString();
    }
}
