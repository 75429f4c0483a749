package org.wonbooks.testing;

import java.time.Instant;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.wonbooks.database.DatabaseTime;

/** Rows as the engine writes them, put there by hand. */
public record Rows(JdbcClient jdbc) {

    /** A piece of work that was due long ago; answers its id. */
    public long work(long connection, String kind, String key, String state) {
        return work(connection, kind, key, state, Instant.parse("2026-01-01T00:00:00Z"));
    }

    public long work(long connection, String kind, String key, String state, Instant due) {
        jdbc.sql(
                        """
                        insert into work (connection_id, kind, work_key, lane, state, due_at, hints, attempts, epoch,
                                          reason, first_seen_at)
                        values (?, ?, ?, 'lane', ?, ?, 1, 0, 0, ?, ?)
                        """)
                .params(connection, kind, key, state, DatabaseTime.parameter(due))
                .params(state.equals("DEAD") ? "It broke" : null, DatabaseTime.parameter(due))
                .update();
        return jdbc.sql("select id from work where connection_id = ? and kind = ? and work_key = ?")
                .params(connection, kind, key)
                .query(Long.class)
                .single();
    }

    /** Tokens that nobody can read, which is enough to be ready. */
    public void token(long connection, String system, String state) {
        jdbc.sql(
                        """
                        insert into token (connection_id, system, access_token, access_expires_at, state, version)
                        values (?, ?, '', ?, ?, 1)
                        """)
                .params(connection, system, DatabaseTime.parameter(Instant.parse("2099-01-01T00:00:00Z")), state)
                .update();
    }

    /** A deal in a state. */
    public void deal(long connection, long lead, String name, String state) {
        jdbc.sql(
                        """
                        insert into deal (connection_id, lead_id, cycle, name, state, doc_number, invoice_id, created_at)
                        values (?, ?, 1, ?, ?, ?, ?, ?)
                        """)
                .params(connection, lead, name, state, "INV-" + lead, "9" + lead)
                .params(DatabaseTime.parameter(Instant.parse("2026-01-01T00:00:00Z")))
                .update();
    }

    /** The deal waits for a person: its amount is above a limit. Its digest is {@code seen}. */
    public void held(long connection, long lead) {
        jdbc.sql(
                        """
                        insert into decision (deal_id, connection_id, verdict, cause, facts, decided_at, evidence, shown,
                                              digest)
                        select id, connection_id, 'HOLD', 'ABOVE_LIMIT', '{"amount": "500", "limit": "100"}', created_at,
                               '{}', '{"amount": "500"}', 'seen'
                          from deal where connection_id = ? and lead_id = ?
                        """)
                .params(connection, lead)
                .update();
    }
}
