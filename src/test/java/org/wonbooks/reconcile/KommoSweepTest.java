package org.wonbooks.reconcile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.wonbooks.component.Read;
import org.wonbooks.component.Run;
import org.wonbooks.connection.Connection;
import org.wonbooks.connection.ConnectionSettings;
import org.wonbooks.connection.ConnectionSettings.Won;
import org.wonbooks.database.Fence;
import org.wonbooks.decision.Cause;
import org.wonbooks.decision.Reason;
import org.wonbooks.decision.Verdict;
import org.wonbooks.kommo.EventList;
import org.wonbooks.kommo.LeadList;
import org.wonbooks.ledger.Deal;
import org.wonbooks.ledger.DealLedger;
import org.wonbooks.ledger.Decisions;
import org.wonbooks.reconcile.KommoSweep.Place;
import org.wonbooks.testing.DatabaseTest;
import org.wonbooks.testing.PlayedPeer;
import org.wonbooks.testing.TestDatabase;
import org.wonbooks.testing.Whole;
import org.wonbooks.work.Lane;
import org.wonbooks.work.Work;
import org.wonbooks.work.WorkClaims;
import org.wonbooks.work.WorkKind;
import org.wonbooks.work.WorkQueue;

/** What a sweep over Kommo marks due, and where the next one begins. */
class KommoSweepTest {

    @Nested
    class OnH2 extends Sweep {
        OnH2() {
            super(TestDatabase.H2);
        }
    }

    @Nested
    @Whole
    class OnPostgreSql extends Sweep {
        OnPostgreSql() {
            super(TestDatabase.POSTGRESQL);
        }
    }

    abstract static class Sweep extends DatabaseTest {

        private static final Duration MINUTE = Duration.ofMinutes(1);
        private static final Instant CONNECTED = NOON.minus(Duration.ofDays(2));

        private final KommoSweep sweep;
        private final SweptDeals sweptDeals;
        private final SweptMoves sweptMoves;
        private final PlayedPeer kommo;
        private final Watermarks watermarks;
        private final WorkQueue queue;
        private final DealLedger deals;
        private final Decisions decisions;
        private long acme;
        private Work work;
        private Run run;
        private Place begun;

        Sweep(TestDatabase database) {
            super(
                    database,
                    Watermarks.class,
                    KnownDeals.class,
                    LeftOut.class,
                    LeftOutOfKommo.class,
                    KommoSweep.class,
                    SweptDeals.class,
                    SweptMoves.class);
            sweep = bean(KommoSweep.class);
            sweptDeals = bean(SweptDeals.class);
            sweptMoves = bean(SweptMoves.class);
            kommo = new PlayedPeer(transaction, bean(Fence.class));
            watermarks = bean(Watermarks.class);
            queue = bean(WorkQueue.class);
            deals = bean(DealLedger.class);
            decisions = bean(Decisions.class);
        }

        @BeforeEach
        void aSweep() {
            acme = readyConnection("Acme");
            clock.set(CONNECTED);
            watermarks.begin(acme);
            clock.set(NOON);
            begin();
        }

        private void begin() {
            queue.markDue(acme, WorkKind.KOMMO_SWEEP, "kommo", Lane.connection(acme));
            work = bean(WorkClaims.class).claim(20).stream()
                    .filter(claimed -> claimed.kind() == WorkKind.KOMMO_SWEEP)
                    .findFirst()
                    .orElseThrow();
            begun = sweep.begin(connection());
            run = run();
        }

        @Test
        void theFirstLooksBackToWhenAllWasConnectedAndEachFurtherOneToTheLastsBeginning() {
            assertThat(begun.from()).isEqualTo(seconds(CONNECTED.minus(Duration.ofMinutes(10))));
            clock.pass(MINUTE);
            end();
            assertThat(watermarks.kommo(acme).sweptTo()).isEqualTo(NOON);

            clock.pass(Duration.ofMinutes(20));
            begin();

            assertThat(begun.from()).isEqualTo(seconds(NOON.minus(Duration.ofMinutes(10))));
        }

        @Test
        void theWatermarkMovesWithTheLastPageAlone() {
            markDeals(true, lead(17, NOON));
            assertThat(moves(true)).isNotNull();
            assertThat(watermarks.kommo(acme).sweptTo()).isNull();
            end();
            assertThat(watermarks.kommo(acme).sweptTo()).isEqualTo(NOON);
        }

        @Test
        void aWatermarkThatWasSetBackMeanwhileStaysSo() {
            Instant past = NOON.minus(Duration.ofDays(30));
            watermarks.setBack(acme, past);
            end();
            assertThat(watermarks.kommo(acme)).isEqualTo(new Watermarks.Swept(past, past));
        }

        @Test
        void pagesFollowTheTimeOfTheLastChangeSinceTheListMovesMeanwhile() {
            Read<?> second = markDeals(true, lead(17, NOON.minus(MINUTE)), lead(18, NOON));
            assertThat(second.path()).isEqualTo("leads");
            assertThat(second.query())
                    .contains(entry("filter[updated_at][from]", String.valueOf(seconds(NOON))), entry("page", "1"));

            // All of one second: only now are pages counted.
            Read<?> third = markDeals(second, true, lead(18, NOON), lead(19, NOON));
            assertThat(third.query())
                    .contains(entry("filter[updated_at][from]", String.valueOf(seconds(NOON))), entry("page", "2"));
            assertThat(markDeals(third, false, lead(20, NOON))).isNull();
            assertThat(due()).containsExactly("17", "18", "19", "20");
        }

        @Test
        void asksForTheStagesOfTheSettingsPipelines() {
            connections.update(
                    acme,
                    "Acme",
                    new ConnectionSettings(new Won(List.of(7L, 8L), 500L, null, null), null, null, null, null),
                    false,
                    Connection.Mode.LIVE);
            assertThat(sweptDeals.ask(run()).query())
                    .contains(
                            entry("filter[statuses][0][pipeline_id]", "7"),
                            entry("filter[statuses][0][status_id]", "500"),
                            entry("filter[statuses][1][pipeline_id]", "8"),
                            entry("filter[statuses][1][status_id]", "500"));
        }

        @Test
        void looksAtEachSinceAFilterMayBeIgnored() {
            markDeals(
                    false,
                    lead(17, NOON).replace("\"status_id\": 142", "\"status_id\": 143"),
                    lead(18, NOON.minus(Duration.ofDays(3))),
                    lead(19, NOON));
            assertThat(due()).containsExactly("19");
        }

        @Test
        void whatWasWonBeforeAndIsEditedNowIsLeftAloneUnlessItIsAskedFor() {
            Instant lastYear = NOON.minus(Duration.ofDays(365));
            markDeals(false, wonAt(17, lastYear));
            assertThat(due()).as("looked at once, so that it is said why").containsExactly("17");
            end(WorkKind.DEAL_WON, "17", "SKIPPED", NOON);
            transaction.executeWithoutResult(
                    status -> decisions.decide(known(17), Verdict.LEAVE, Reason.of(Cause.WON_BEFORE)));
            end();

            clock.pass(MINUTE);
            begin();
            markDeals(false, wonAt(17, lastYear));
            assertThat(due()).isEmpty();
            end();

            watermarks.setBack(acme, lastYear.minus(MINUTE));
            clock.pass(MINUTE);
            begin();
            markDeals(false, wonAt(17, lastYear));

            assertThat(due()).containsExactly("17");
        }

        @Test
        void whatIsInvoicedIsDueOnlyWhenItChangedAfterOurLastRun() {
            Deal deal = known(17);
            transaction.executeWithoutResult(
                    status -> deals.invoiced(deal, "4711", "1042", BigDecimal.TEN, BigDecimal.TEN, "USD"));
            end(WorkKind.DEAL_WON, "17", "DONE", NOON.minus(MINUTE));
            end(WorkKind.INVOICE_CHANGED, "4711", "DONE", NOON);

            // Between the two: our own writing to the deal.
            markDeals(false, lead(17, NOON.minusSeconds(30)));
            assertThat(due()).isEmpty();

            markDeals(false, lead(17, NOON.plusSeconds(1)));
            assertThat(due()).containsExactly("17");
        }

        @Test
        void aDeadLetterIsOpenedAgainOnlyWhenTheDealChangedSince() {
            end(WorkKind.DEAL_WON, "17", "DEAD", NOON);
            end(WorkKind.DEAL_TASK, "17", "DONE", NOON.plusSeconds(20));

            markDeals(false, lead(17, NOON.plusSeconds(10)));
            moves(false, move(17, NOON.minusSeconds(1), 1, 142));
            assertThat(due()).isEmpty();

            moves(false, move(17, NOON.plusSeconds(21), 1, 142));
            assertThat(due()).containsExactly("17");
        }

        /** The task may have waited for a system that was down. */
        @Test
        void whatAPersonPutRightBeforeTheirTaskWasOpenedCounts() {
            end(WorkKind.DEAL_WON, "17", "DEAD", NOON.minus(Duration.ofHours(2)));
            end(WorkKind.DEAL_TASK, "17", "DONE", NOON);

            markDeals(false, lead(17, NOON.minus(Duration.ofHours(1))));

            assertThat(due()).containsExactly("17");
        }

        @Test
        void whatWaitsForItsNextAttemptKeepsItsDelays() {
            queue.markDue(acme, WorkKind.DEAL_WON, "17", Lane.deal(acme, 17), Duration.ofHours(3));
            markDeals(false, lead(17, NOON));
            assertThat(row("select hints from work where work_key = '17'")).containsEntry("hints", 1L);
        }

        @Test
        void whatWasSkippedIsLookedAtAgain() {
            end(WorkKind.DEAL_WON, "17", "SKIPPED", NOON.plusSeconds(2));
            markDeals(false, lead(17, NOON));
            assertThat(due()).containsExactly("17");
        }

        @Test
        void movesIntoTheWonStageCountAndOutOfItToo() {
            end(WorkKind.DEAL_WON, "19", "SKIPPED", NOON);
            moves(
                    false,
                    move(17, NOON, 1, 142),
                    move(18, NOON, 142, 1),
                    move(19, NOON, 142, 1),
                    move(20, NOON, 1, 2),
                    move(21, NOON, 142, 142));
            assertThat(due())
                    .as("18 may have been made in the won stage since")
                    .containsExactly("17", "18", "19", "21");
        }

        private void end() {
            assertThat(kommo.answer(run, sweptMoves.ask(run), null)).isNull();
            queue.done(work);
        }

        private Read<?> markDeals(boolean more, String... leads) {
            return markDeals(sweptDeals.ask(run), more, leads);
        }

        private Read<?> markDeals(Read<?> page, boolean more, String... leads) {
            return kommo.answer(run, page, read(list("leads", more, leads), LeadList.class));
        }

        private Read<?> moves(boolean more, String... events) {
            return kommo.answer(run, sweptMoves.ask(run), read(list("events", more, events), EventList.class));
        }

        private Run run() {
            Run begins = PlayedPeer.run(work, connection());
            begins.keep("sweep", begun);
            return begins;
        }

        private static String list(String name, boolean more, String... items) {
            return "{\"_links\": {%s}, \"_embedded\": {\"%s\": %s}}"
                    .formatted(
                            more ? "\"next\": {\"href\": \"x\"}" : "",
                            name,
                            Arrays.stream(items).collect(Collectors.joining(", ", "[", "]")));
        }

        private static String lead(long id, Instant updated) {
            return """
                    {"id": %d, "name": "A deal", "price": 10, "status_id": 142, "pipeline_id": 1, "updated_at": %d}
                    """
                    .formatted(id, seconds(updated));
        }

        private static String wonAt(long id, Instant closed) {
            return lead(id, NOON).replace("\"price\"", "\"closed_at\": " + seconds(closed) + ", \"price\"");
        }

        private static String move(long lead, Instant at, long before, long after) {
            return """
                    {"id": "01pz", "type": "lead_status_changed", "entity_id": %d, "created_at": %d,
                     "value_before": [{"lead_status": {"id": %d, "pipeline_id": 1}}],
                     "value_after": [{"lead_status": {"id": %d, "pipeline_id": 1}}]}
                    """
                    .formatted(lead, seconds(at), before, after);
        }

        private <T> T read(String json, Class<T> type) {
            try {
                return bean(ObjectMapper.class).readValue(json, type);
            } catch (JsonProcessingException e) {
                throw new IllegalArgumentException(e);
            }
        }

        private Connection connection() {
            return connections.get(acme);
        }

        private Deal known(long lead) {
            return transaction.execute(status -> deals.open(acme, lead, "A deal"));
        }

        /** Work that ended so, at that time. */
        private void end(WorkKind kind, String key, String state, Instant at) {
            queue.markDue(acme, kind, key, Lane.deal(acme, 17));
            jdbc.sql("update work set state = ?, finished_at = ? where kind = ? and work_key = ?")
                    .params(state, org.wonbooks.database.DatabaseTime.parameter(at), kind.route(), key)
                    .update();
        }

        private List<String> due() {
            return texts("select work_key from work where kind = 'deal-won' and state = 'OPEN' order by work_key");
        }

        private static long seconds(Instant time) {
            return time.getEpochSecond();
        }
    }
}
