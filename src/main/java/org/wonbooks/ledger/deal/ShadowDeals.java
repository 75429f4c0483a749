package org.wonbooks.ledger.deal;

import com.fasterxml.jackson.annotation.JsonRawValue;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.wonbooks.database.DatabaseText;
import org.wonbooks.database.DatabaseTime;

/** What would have been done with deals, as it was last seen in shadow. */
@Repository
public class ShadowDeals {

    private final JdbcClient jdbc;
    private final DatabaseTime time;

    public ShadowDeals(JdbcClient jdbc, DatabaseTime time) {
        this.jdbc = jdbc;
        this.time = time;
    }

    /**
     * What would have been done with a deal.
     *
     * @param outcome as a preview has it
     * @param steps what would have happened, a line each
     * @param customer JSON as it would have been sent; null: none would have been made
     * @param invoice JSON as it would have been sent; null: none would have been made
     */
    public record Shadow(
            Instant seenAt,
            String outcome,
            String reason,
            String fix,
            List<String> steps,
            @JsonRawValue String customer,
            @JsonRawValue String invoice) {}

    /** A deal of a connection, with its shadow. */
    public record Seen(long leadId, String dealName, Shadow shadow) {}

    /** Keeps what was seen now. Part of the caller's transaction, which holds the fence. */
    public void keep(
            Deal deal, String outcome, String reason, String fix, List<String> steps, String customer, String invoice) {
        jdbc.sql("delete from shadow_deal where deal_id = ?").param(deal.id()).update();
        jdbc.sql(
                        """
                        insert into shadow_deal (deal_id, seen_at, outcome, reason, fix, steps, customer, invoice)
                        values (?, ?, ?, ?, ?, ?, ?, ?)
                        """)
                .params(deal.id(), DatabaseTime.parameter(time.now()), outcome)
                .params(DatabaseText.fit(reason, 2000), DatabaseText.fit(fix, 2000))
                .params(DatabaseText.fit(String.join("\n", steps), 4000), customer, invoice)
                .update();
    }

    /** What was seen of a deal, if it was seen in shadow. */
    public Optional<Shadow> find(long dealId) {
        return jdbc.sql("select * from shadow_deal where deal_id = ?")
                .param(dealId)
                .query(ShadowDeals::read)
                .optional();
    }

    /** What was seen of a connection's deals, the newest deal first: by its number, which both databases go through. */
    public List<Seen> list(long connectionId, long offset, int size) {
        return jdbc.sql(
                        """
                        select s.*, d.lead_id, d.name from shadow_deal s join deal d on d.id = s.deal_id
                         where d.connection_id = ? order by s.deal_id desc limit ? offset ?
                        """)
                .params(connectionId, size, offset)
                .query((row, number) -> new Seen(row.getLong("lead_id"), row.getString("name"), read(row, number)))
                .list();
    }

    private static Shadow read(ResultSet row, int number) throws SQLException {
        return new Shadow(
                DatabaseTime.read(row, "seen_at"),
                row.getString("outcome"),
                row.getString("reason"),
                row.getString("fix"),
                row.getString("steps").lines().toList(),
                row.getString("customer"),
                row.getString("invoice"));
    }
}
