package org.wonbooks.console.attention;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.SqlArrayValue;
import org.springframework.stereotype.Repository;
import org.wonbooks.work.WorkKind;

/** Which deal a piece of work is about, as far as it is about one. */
@Repository
class AttentionNames {

    private static final Set<String> OF_LEADS = Set.of(WorkKind.DEAL_WON.route(), WorkKind.DEAL_TASK.route());

    private static final String DEALS =
            "select connection_id, lead_id, name, invoice_id from deal where connection_id = any (?) and ";

    private final JdbcClient jdbc;

    AttentionNames(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** A piece of work. */
    record Asked(long connectionId, String kind, String key) {

        boolean isOfLead() {
            return OF_LEADS.contains(kind);
        }

        boolean isOfInvoice() {
            return kind.equals(WorkKind.INVOICE_CHANGED.route());
        }

        private String thing() {
            return (isOfInvoice() ? "invoice " : "lead ") + connectionId + " " + key;
        }
    }

    /** The deal's; both are null where it is about none, the name where we know none. */
    record Name(Long leadId, String name) {

        static final Name NONE = new Name(null, null);
    }

    /** By the work that was asked for. */
    record Named(Map<String, Name> byThing) {

        Name of(Asked work) {
            if (work.isOfLead()) {
                return byThing.getOrDefault(work.thing(), new Name(Long.valueOf(work.key()), null));
            }
            return work.isOfInvoice() ? byThing.getOrDefault(work.thing(), Name.NONE) : Name.NONE;
        }
    }

    /** Two statements at most, however much it is. */
    Named of(List<Asked> work) {
        Map<String, Name> byThing = new HashMap<>();
        List<Asked> leads = work.stream().filter(Asked::isOfLead).toList();
        // The latest won-cycle has the last word.
        find(
                "lead_id = any (?) order by cycle",
                leads,
                new SqlArrayValue(
                        "bigint",
                        leads.stream().map(each -> Long.valueOf(each.key())).toArray()),
                row -> byThing.put(
                        "lead " + row.getLong("connection_id") + " " + row.getLong("lead_id"),
                        new Name(row.getLong("lead_id"), row.getString("name"))));
        List<Asked> invoices = work.stream().filter(Asked::isOfInvoice).toList();
        find(
                "invoice_id = any (?)",
                invoices,
                new SqlArrayValue("varchar", invoices.stream().map(Asked::key).toArray()),
                row -> byThing.put(
                        "invoice " + row.getLong("connection_id") + " " + row.getString("invoice_id"),
                        new Name(row.getLong("lead_id"), row.getString("name"))));
        return new Named(byThing);
    }

    private void find(String which, Collection<Asked> work, SqlArrayValue keys, RowCallbackHandler row) {
        if (!work.isEmpty()) {
            Object[] connections =
                    work.stream().map(Asked::connectionId).distinct().toArray();
            jdbc.sql(DEALS + which)
                    .param(new SqlArrayValue("bigint", connections))
                    .param(keys)
                    .query(row);
        }
    }
}
