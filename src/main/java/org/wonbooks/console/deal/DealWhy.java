package org.wonbooks.console.deal;

import java.sql.Types;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.wonbooks.database.DatabaseTime;

/** Why a deal stands where it does: what came in, what was decided by which rule and facts, each call, in order. */
@Repository
public class DealWhy {

    /** Of what came in, the last; who edits a deal all day causes more than anybody reads. */
    private static final int MOST_EVENTS = 200;

    private final JdbcClient jdbc;

    DealWhy(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** What an entry tells of. */
    public enum Kind {
        CAME_IN,
        DECIDED,
        CALLED,
        HAPPENED
    }

    /**
     * One thing.
     *
     * @param facts as they are stored, by their names; what is not known is left out
     */
    public record Entry(Instant at, Kind kind, String words, Map<String, String> facts) {

        /** The time that a fact is; null: it is none. */
        public Instant time(String fact) {
            return fact.matches(".+(At|Since)") ? Instant.parse(facts.get(fact)) : null;
        }

        /** The step that was called, whichever of its kind. */
        public String step() {
            return words.replaceAll("-\\d+", "");
        }
    }

    /** The oldest first; of a decision that was made anew, the last. */
    public List<Entry> of(DealView deal) {
        List<Entry> all = new ArrayList<>(events(deal));
        if (deal.decision() != null) {
            all.add(decision(deal.decision()));
        }
        deal.steps().stream()
                .filter(step -> step.calledAt() != null)
                .map(DealWhy::call)
                .forEach(all::add);
        deal.timeline().forEach(line -> all.add(new Entry(line.at(), Kind.HAPPENED, line.text(), Map.of())));
        all.sort(Comparator.comparing(Entry::at));
        return all;
    }

    private List<Entry> events(DealView deal) {
        return jdbc.sql(
                        """
                        select e.*, i.source, i.received_at from event e join inbox i on i.id = e.inbox_id
                         where e.work_id in (select id from work where connection_id = :connection
                                                and (kind in ('deal-won', 'deal-task') and work_key = :lead
                                                     or kind = 'invoice-changed' and work_key = :invoice))
                         order by e.id desc limit :most
                        """)
                .param("connection", deal.connectionId())
                .param("lead", String.valueOf(deal.leadId()))
                .param("invoice", deal.invoiceId(), Types.VARCHAR)
                .param("most", MOST_EVENTS)
                .query((row, number) -> new Entry(
                        DatabaseTime.read(row, "received_at"),
                        Kind.CAME_IN,
                        row.getString("what"),
                        facts(
                                "source", row.getString("source"),
                                "state", row.getString("state"),
                                "reason", row.getString("reason"),
                                "closedAt", DatabaseTime.read(row, "closed_at"))))
                .list();
    }

    private static Entry decision(DealView.DecisionView decision) {
        Map<String, String> facts = facts("verdict", decision.verdict(), "rule", decision.code(), "by", decision.by());
        new TreeMap<>(decision.facts()).forEach(facts::putIfAbsent);
        new TreeMap<>(decision.evidence()).forEach(facts::putIfAbsent);
        return new Entry(decision.at(), Kind.DECIDED, decision.reason(), facts);
    }

    private static Entry call(DealView.StepView step) {
        Map<String, String> facts = facts(
                "state", step.state(),
                "requestId", step.requestId(),
                "made", step.externalId(),
                "remark", step.detail(),
                "endedAt", step.doneAt());
        return new Entry(step.calledAt(), Kind.CALLED, step.name(), facts);
    }

    /** Names and values in turn. */
    private static Map<String, String> facts(Object... namesAndValues) {
        Map<String, String> facts = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            if (namesAndValues[i + 1] != null) {
                facts.put(namesAndValues[i].toString(), namesAndValues[i + 1].toString());
            }
        }
        return facts;
    }
}
