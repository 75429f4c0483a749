package org.wonbooks.reconcile.kommo;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.wonbooks.decision.Cause;
import org.wonbooks.decision.Reason;
import org.wonbooks.decision.Verdict;
import org.wonbooks.ledger.deal.Deal;
import org.wonbooks.ledger.deal.InvoiceLedger;
import org.wonbooks.testing.TestDatabase;
import org.wonbooks.testing.Whole;
import org.wonbooks.work.Lane;
import org.wonbooks.work.WorkKind;

/** Which of the deals that a sweep over Kommo finds are due. */
class SweepMarksTest {

    @Nested
    class OnH2 extends Marks {
        OnH2() {
            super(TestDatabase.H2);
        }
    }

    @Nested
    @Whole
    class OnPostgreSql extends Marks {
        OnPostgreSql() {
            super(TestDatabase.POSTGRESQL);
        }
    }

    abstract static class Marks extends BegunKommoSweep {

        Marks(TestDatabase database) {
            super(database);
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
            transaction.executeWithoutResult(status ->
                    bean(InvoiceLedger.class).invoiced(deal, "4711", "1042", BigDecimal.TEN, BigDecimal.TEN, "USD"));
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

        private Deal known(long lead) {
            return transaction.execute(status -> deals.open(acme, lead, "A deal"));
        }
    }
}
