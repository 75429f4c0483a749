package org.wonbooks.ledger.deal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.wonbooks.database.DatabaseJson;
import org.wonbooks.database.DatabaseText;
import org.wonbooks.database.DatabaseTime;
import org.wonbooks.decision.Cause;
import org.wonbooks.decision.Decision;
import org.wonbooks.decision.Reason;
import org.wonbooks.decision.Shown;
import org.wonbooks.decision.Verdict;
import org.wonbooks.fault.Hold;

/**
 * What is to become of each deal, one row a deal and won-cycle: written here alone. Part of the caller's transaction; a
 * run holds its fence first.
 */
@Repository
@Transactional(propagation = Propagation.REQUIRED)
public class Decisions {

    /** What {@link #of} reads of a decision {@code c}. */
    public static final String COLUMNS =
            "c.verdict, c.cause, c.facts, c.decided_by, c.decided_at, c.evidence, c.shown, c.digest, c.lets";

    /** Deals {@code d} with what is decided of them. */
    public static final String DEALS =
            "select d.*, " + COLUMNS + " from deal d left join decision c on c.deal_id = d.id";

    private static final String UPDATE =
            """
            update decision set verdict = ?, cause = ?, facts = ?, decided_by = ?, decided_at = ?, evidence = ?, shown = ?,
                                digest = ?
             where deal_id = ?
            """;

    private static final String INSERT =
            """
            insert into decision (verdict, cause, facts, decided_by, decided_at, evidence, shown, digest, deal_id,
                                  connection_id)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """;

    /** How far back the usual day is looked for. */
    private static final int USUAL_DAYS = 28;

    /** Fewer say nothing of what is usual. */
    private static final int FEWEST_DAYS = 7;

    private static final int LONGEST_NAME = 200;

    private final JdbcClient jdbc;
    private final ObjectMapper json;
    private final DatabaseTime time;

    public Decisions(JdbcClient jdbc, ObjectMapper json, DatabaseTime time) {
        this.jdbc = jdbc;
        this.json = json;
        this.time = time;
    }

    /** A rule has decided. What persons have let pass stays so. */
    public void decide(Deal deal, Verdict verdict, Reason reason, Shown shown, Map<String, String> evidence) {
        write(deal, verdict, reason, null, shown, evidence);
    }

    /** A rule has decided, by nothing that was not known before. */
    public void decide(Deal deal, Verdict verdict, Reason reason) {
        decide(deal, verdict, reason, Shown.NOTHING, evidence(deal));
    }

    /** A person has to say something first; what one has said of the deal's win stays so. */
    public void hold(Deal deal, Hold hold) {
        Map<String, String> evidence =
                deal.decision() == null ? Map.of() : deal.decision().evidenceWithWin();
        decide(deal, Verdict.HOLD, hold.reason(), hold.shown(), evidence);
    }

    /** What the deal was held for is no more; when it was decided stays so. */
    public void release(Deal deal) {
        if (deal.held()) {
            Reason won = deal.decision().letOfWin().orElse(Reason.of(Cause.WON));
            jdbc.sql("update decision set verdict = 'BILL', cause = ?, facts = ?, digest = ? where deal_id = ?")
                    .params(won.cause().name(), DatabaseJson.write(json, won.facts()))
                    .params(Decision.digest(won, deal.decision().shown()), deal.id())
                    .update();
        }
    }

    /** A person wants it billed, and lets pass what it was held or left alone for. */
    public void approve(Deal deal, String who) {
        letPass(deal);
        said(deal, Verdict.BILL, who);
    }

    /** A person wants it billed, whatever nobody has asked yet. */
    public void take(Deal deal, String who, Reason reason, Map<String, String> evidence) {
        write(deal, Verdict.BILL, reason, who, Shown.NOTHING, evidence);
    }

    /** What a person has said of a deal holds for its next won-cycle too, for what they were shown. */
    public void goesOn(Deal next, Decision said) {
        write(next, said.verdict(), said.reason(), said.by(), said.shown(), said.evidence());
        lets(next, said.lets());
    }

    /** A person says that nothing is to be done. */
    public void skip(Deal deal, String who) {
        write(deal, Verdict.SKIP, Reason.of(Cause.BY_PERSON, "who", who), who, Shown.NOTHING, evidence(deal));
    }

    /** A person has seen what an invoiced deal is held for, and nothing is to be done about it. */
    public void seen(Deal deal, String who) {
        letPass(deal);
        said(deal, Verdict.SKIP, who);
    }

    private void said(Deal deal, Verdict verdict, String who) {
        list(deal, verdict);
        jdbc.sql("update decision set verdict = ?, decided_by = ?, decided_at = ? where deal_id = ?")
                .params(verdict.name(), DatabaseText.fit(who, LONGEST_NAME), now(), deal.id())
                .update();
    }

    private void letPass(Deal deal) {
        Set<String> lets = new TreeSet<>(deal.decision().lets());
        lets.add(deal.decision().digest());
        if (deal.decision().reason().cause() == Cause.HELD_EARLIER) {
            lets.add(deal.decision().reason().words());
        }
        lets(deal, lets);
    }

    private void lets(Deal deal, Set<String> lets) {
        jdbc.sql("update decision set lets = ? where deal_id = ?")
                .params(DatabaseJson.write(json, lets), deal.id())
                .update();
    }

    /** What was let pass counts no more: it would be another question now. */
    public void forgetLets(Deal deal) {
        jdbc.sql("update decision set lets = null where deal_id = ? and lets is not null")
                .param(deal.id())
                .update();
    }

    private static Map<String, String> evidence(Deal deal) {
        return deal.decision() == null ? Map.of() : deal.decision().evidence();
    }

    private void write(
            Deal deal, Verdict verdict, Reason reason, String by, Shown shown, Map<String, String> evidence) {
        String sql = deal.decision() == null ? INSERT : UPDATE;
        JdbcClient.StatementSpec statement = jdbc.sql(sql)
                .params(verdict.name(), reason.cause().name(), DatabaseJson.write(json, reason.facts()))
                .params(DatabaseText.fit(by, LONGEST_NAME), now())
                .params(DatabaseJson.write(json, evidence), DatabaseJson.write(json, shown))
                .params(Decision.digest(reason, shown), deal.id());
        (deal.decision() == null ? statement.param(deal.connectionId()) : statement).update();
        list(deal, verdict);
        if (verdict != Verdict.BILL) {
            // One that is billed is found by its words once it is decided what is invoiced.
            DealWords.keep(jdbc, deal.id(), deal.name(), shown.customer(), shown.email());
        }
    }

    /** Lists find what is not billed by a column of the deal: a deal that is billed at once costs no statement. */
    private void list(Deal deal, Verdict verdict) {
        boolean wasBilled = deal.decision() == null || bills(deal.decision().verdict());
        if (!wasBilled || !bills(verdict)) {
            jdbc.sql("update deal set unbilled = ? where id = ? and invoice_id is null")
                    .params(!bills(verdict), deal.id())
                    .update();
        }
    }

    private static boolean bills(Verdict verdict) {
        return verdict == Verdict.BILL || verdict == Verdict.HOLD;
    }

    /**
     * Until the transaction ends, whoever asks for it too waits: each counts what the others have decided. The row is
     * its own, and comes before those of tasks: a decision may mark one.
     */
    public void oneAtATime(long connectionId) {
        String lock = "select connection_id from burst where connection_id = ? for update";
        if (jdbc.sql(lock).param(connectionId).query(Long.class).optional().isEmpty()) {
            // The version before, which knew no such row, has made the connection. Of two at once one comes again.
            jdbc.sql("insert into burst (connection_id) values (?)")
                    .param(connectionId)
                    .update();
        }
    }

    /** How many deals of a connection a rule has let be billed since then. */
    public long billedSince(long connectionId, Instant since) {
        return jdbc.sql("select count(*) from decision where connection_id = ? and verdict = 'BILL'"
                        + " and decided_at > ? and decided_by is null")
                .params(connectionId, DatabaseTime.parameter(since))
                .query(Long.class)
                .single();
    }

    /** How many that usually are in a day, without the last one. */
    public long usualDay(long connectionId) {
        Instant now = time.now();
        Instant to = now.minus(Duration.ofDays(1));
        return jdbc.sql("select count(*) as billed, min(decided_at) as first from decision where connection_id = ?"
                        + " and verdict = 'BILL' and decided_at > ? and decided_at < ?")
                .params(connectionId, DatabaseTime.parameter(now.minus(Duration.ofDays(USUAL_DAYS))))
                .param(DatabaseTime.parameter(to))
                .query((row, number) -> {
                    Instant first = DatabaseTime.read(row, "first");
                    long days = first == null ? 1 : Duration.between(first, to).toDays() + 1;
                    return row.getLong("billed") / Math.max(days, FEWEST_DAYS);
                })
                .single();
    }

    /** The deal that tells of all that are held for a cause: it goes on to, as long as it has the task. */
    public Optional<Long> teller(long connectionId, Cause cause) {
        return jdbc.sql(
                        """
                        select d.lead_id from decision c join deal d on d.id = c.deal_id
                         where c.connection_id = ? and c.verdict = 'HOLD' and c.cause = ?
                         order by case when d.task_id is null then 1 else 0 end, d.id limit 1
                        """)
                .params(connectionId, cause.name())
                .query(Long.class)
                .optional();
    }

    /** What a row with the {@link #COLUMNS} says of the decision; null: there is none. */
    public static Decision of(ResultSet row, ObjectMapper json) throws SQLException {
        if (row.getString("verdict") == null) {
            return null;
        }
        try {
            Reason reason = new Reason(
                    Cause.valueOf(row.getString("cause")), json.readValue(row.getString("facts"), new Facts()));
            String lets = row.getString("lets");
            return new Decision(
                    Verdict.valueOf(row.getString("verdict")),
                    reason,
                    row.getString("decided_by"),
                    DatabaseTime.read(row, "decided_at"),
                    json.readValue(row.getString("evidence"), new Facts()),
                    json.readValue(row.getString("shown"), Shown.class),
                    row.getString("digest"),
                    lets == null ? Set.of() : Set.copyOf(List.of(json.readValue(lets, String[].class))));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A decision's row can't be read", e);
        }
    }

    private static final class Facts extends TypeReference<Map<String, String>> {}

    private Object now() {
        return DatabaseTime.parameter(time.now());
    }
}
