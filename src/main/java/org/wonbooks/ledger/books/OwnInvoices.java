package org.wonbooks.ledger.books;

import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.wonbooks.database.DatabaseTime;

/** Which invoices we made, and which of them we were writing: many by one statement. */
@Repository
public class OwnInvoices {

    private final JdbcClient jdbc;

    public OwnInvoices(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The deal that an invoice was made for. */
    public record Made(long dealId, long leadId) {}

    /** By invoice; one that we did not make is left out. */
    public Map<String, Made> among(long connectionId, Collection<String> invoiceIds) {
        Map<String, Made> made = new HashMap<>();
        if (!invoiceIds.isEmpty()) {
            jdbc.sql("select id, lead_id, invoice_id from deal"
                            + " where connection_id = :connection and invoice_id in (:invoices)")
                    .param("connection", connectionId)
                    .param("invoices", invoiceIds)
                    .query(row -> {
                        made.put(row.getString("invoice_id"), new Made(row.getLong("id"), row.getLong("lead_id")));
                    });
        }
        return made;
    }

    /**
     * Which of these deals had a call to QuickBooks under way at that time, one that is in doubt or has made something?
     */
    public Set<Long> beingWritten(Collection<Long> dealIds, Instant at) {
        return dealIds.isEmpty()
                ? Set.of()
                : Set.copyOf(jdbc.sql(
                                """
                                select distinct deal_id from step
                                 where deal_id in (:deals) and called_at <= :at
                                   and (state = 'CALLING' or state = 'DONE' and done_at >= :at)
                                   and request_id is not null and name not like 'item-%'
                                """)
                        .param("deals", dealIds)
                        .param("at", DatabaseTime.parameter(at))
                        .query(Long.class)
                        .list());
    }
}
