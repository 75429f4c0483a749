package org.wonbooks.ledger.deal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import java.time.Duration;
import java.time.Instant;
import java.util.function.IntFunction;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.wonbooks.database.Fence;
import org.wonbooks.database.Lease;
import org.wonbooks.fault.LeaseLost;
import org.wonbooks.testing.ConnectedTest;
import org.wonbooks.testing.TestDatabase;
import org.wonbooks.testing.Whole;
import org.wonbooks.work.Lane;
import org.wonbooks.work.WorkKind;
import org.wonbooks.work.WorkQueue;
import org.wonbooks.work.run.WorkClaims;

/** What is known of a step when a run breaks off, and when another one goes on. */
class StepLedgerTest {

    @Nested
    class OnH2 extends Steps {
        OnH2() {
            super(TestDatabase.H2);
        }
    }

    @Nested
    @Whole
    class OnPostgreSql extends Steps {
        OnPostgreSql() {
            super(TestDatabase.POSTGRESQL);
        }
    }

    abstract static class Steps extends ConnectedTest {

        private final StepLedger steps;
        private final DealLedger deals;
        private final WorkClaims claims;
        private Deal deal;
        private Lease lease;

        Steps(TestDatabase database) {
            super(database);
            steps = bean(StepLedger.class);
            deals = bean(DealLedger.class);
            claims = bean(WorkClaims.class);
        }

        @BeforeEach
        void aDealThatIsWorkedOn() {
            deal = deals.open(acme, 7, "Website");
            bean(WorkQueue.class).markDue(acme, WorkKind.DEAL_WON, "7", Lane.deal(acme, 7));
            lease = claims.claim(1).get(0).lease();
        }

        /** As a run does, before it makes the call. */
        private Step begin(Lease run, Deal of, String name, IntFunction<String> ids, String request) {
            return transaction.execute(status -> {
                bean(Fence.class).hold(run);
                Step begun = steps.begin(of, name, ids, () -> request);
                if (begun.inDoubt()) {
                    steps.repeated(of, begun);
                }
                return begun;
            });
        }

        @Test
        void aStepThatBeginsIsWrittenDownFirst() {
            Step begun = begin(lease, deal, "invoice", id(1), "{\"amount\": 1}");

            Instant now = clock.instant();
            assertThat(begun)
                    .isEqualTo(new Step(
                            "invoice", Step.State.CALLING, 0, "id-1-0", "{\"amount\": 1}", null, now, now, false));
            assertThat(begun.open()).isTrue();
            assertThat(row("select * from step"))
                    .contains(
                            entry("state", "CALLING"),
                            entry("request_id", "id-1-0"),
                            entry("request", "{\"amount\": 1}"),
                            entry("done_at", null))
                    .doesNotContainEntry("called_at", null);
        }

        @Test
        void aStepInDoubtKeepsItsFirstIdAndText() {
            begin(lease, deal, "invoice", id(1), "{\"amount\": 1}");
            Lease next = takeOver();

            Instant first = clock.instant().minus(WORK.lease().plusSeconds(1));
            Step resumed = begin(next, deal, "invoice", id(2), "{\"amount\": 2}");

            assertThat(resumed)
                    .isEqualTo(new Step(
                            "invoice", Step.State.CALLING, 0, "id-1-0", "{\"amount\": 1}", null, first, first, true));
            assertThat(count("step")).isOne();
            assertThat(steps.find(deal.id(), "invoice")).get().returns(clock.instant(), Step::lastCall);
            Step again = transaction.execute(status -> steps.begin(deal, "invoice", id(2), () -> {
                throw new AssertionError("a mapping that fails by now is not run");
            }));
            assertThat(again.request()).isEqualTo("{\"amount\": 1}");
        }

        @Test
        void onlyWhatWasProvedToHaveMadeNothingGetsAnotherIdAndText() {
            Step begun = begin(lease, deal, "invoice", id(1), "{\"amount\": 1}");
            steps.refused(lease, deal, begun, "QuickBooks refused (6200): closed");
            assertThat(steps.anyNotMade(deal.id())).isTrue();
            clock.pass(Duration.ofMinutes(10));
            Lease next = takeOver();

            Step anew = begin(next, deal, "invoice", id(1), "{\"amount\": 2}");

            Instant now = clock.instant();
            assertThat(anew)
                    .isEqualTo(new Step(
                            "invoice", Step.State.CALLING, 1, "id-1-1", "{\"amount\": 2}", null, now, now, false));
            assertThat(steps.anyNotMade(deal.id())).isFalse();
            assertThat(row("select * from step"))
                    .contains(entry("detail", "QuickBooks refused (6200): closed"), entry("done_at", null));
        }

        @Test
        void whatWasDoneForSomebodyElseIsForgottenAndWhatIsInDoubtIsNot() {
            begin(lease, deal, "customer", id(1), "{\"name\": \"Jane\"}");
            steps.forgetEnded(deal, "customer");
            assertThat(steps.find(deal.id(), "customer")).isPresent();
            steps.done(deal, "customer", "7");

            steps.forgetEnded(deal, "customer");

            assertThat(begin(lease, deal, "customer", id(2), "{\"name\": \"John\"}"))
                    .returns(true, Step::open)
                    .returns("id-2-0", Step::requestId)
                    .returns("{\"name\": \"John\"}", Step::request);
        }

        @Test
        void aCallInDoubtIsNotDecidedAnewThoughAnotherMadeNothing() {
            Step refused = begin(lease, deal, "customer", id(1), "{}");
            steps.refused(lease, deal, refused, "QuickBooks refused (6240): taken");
            assertThat(steps.anyNotMade(deal.id())).isTrue();
            begin(lease, deal, "invoice", id(2), "{}");
            assertThat(steps.anyNotMade(deal.id())).isFalse();
            assertThat(steps.nothingBegun(deal.id())).isFalse();
        }

        @Test
        void itemsDecideNothing() {
            Step item = begin(lease, deal, "item-1", id(1), "{}");
            assertThat(steps.anyCallToBooks(deal.id())).isFalse();
            assertThat(steps.nothingBegun(deal.id())).isTrue();
            steps.refused(lease, deal, item, "QuickBooks refused (610): inactive");
            assertThat(steps.anyNotMade(deal.id())).isFalse();
        }

        @Test
        void aProofTakesFiveMinutesAfterTheLastCall() {
            Step begun = begin(lease, deal, "invoice", id(1), "{}");
            Step inDoubt = steps.find(deal.id(), "invoice").orElseThrow();

            assertThat(begun.provable(clock.instant().plus(Duration.ofHours(1))))
                    .isFalse();
            assertThat(inDoubt.provable(clock.instant().plus(Duration.ofSeconds(299))))
                    .isFalse();
            assertThat(inDoubt.provable(clock.instant().plus(Duration.ofMinutes(5))))
                    .isTrue();
        }

        @Test
        void aStepThatIsDoneIsNotOpen() {
            begin(lease, deal, "invoice", id(1), "{}");
            steps.done(deal, "invoice", "145");

            Step again = begin(lease, deal, "invoice", id(2), "{}");

            assertThat(again.open()).isFalse();
            assertThat(again.state()).isEqualTo(Step.State.DONE);
            assertThat(again.externalId()).isEqualTo("145");
            assertThat(again.requestId()).isEqualTo("id-1-0");
            assertThat(row("select * from step")).doesNotContainEntry("done_at", null);
        }

        @Test
        void aStepThatIsSkippedSaysWhy() {
            begin(lease, deal, "send", id(1), "{}");
            steps.skipped(deal, "send", "No e-mail");

            assertThat(begin(lease, deal, "send", id(2), "{}").state()).isEqualTo(Step.State.SKIPPED);
            assertThat(row("select * from step")).contains(entry("detail", "No e-mail"), entry("external_id", null));
        }

        @Test
        void aStepCanEndWithoutACall() {
            steps.done(deal, "customer", "58");
            steps.skipped(deal, "send", "No e-mail");

            assertThat(steps.find(deal.id(), "customer"))
                    .get()
                    .returns(Step.State.DONE, Step::state)
                    .returns("58", Step::externalId)
                    .returns(false, Step::inDoubt);
            assertThat(steps.find(deal.id(), "send")).get().returns(false, Step::open);
            assertThat(steps.find(deal.id(), "invoice")).isEmpty();
        }

        @Test
        void stepsOfDealsAreApart() {
            Deal other = deals.open(deal.connectionId(), 8, "Logo");
            begin(lease, deal, "invoice", id(1), "{}");
            begin(lease, other, "invoice", id(2), "{}");

            steps.done(deal, "invoice", "145");

            assertThat(steps.find(other.id(), "invoice")).get().returns(true, Step::open);
        }

        @Test
        void dealsThatShareIdsComeToOneEpochAndOthersDoNot() {
            Step refused = beginShared(deal);
            steps.refused(lease, deal, refused, "QuickBooks refused (6240): taken");

            assertThat(beginShared(deals.open(deal.connectionId(), 8, "Logo"))).returns("id-1-1", Step::requestId);

            assertThat(begin(lease, deals.open(deal.connectionId(), 9, "Card"), "invoice", id(1), "{}"))
                    .returns("id-1-0", Step::requestId);
        }

        private Step beginShared(Deal of) {
            return transaction.execute(status -> steps.beginShared(of, "customer", id(1), () -> "{}"));
        }

        @Test
        void whoeverLostTheLeaseBeginsNothing() {
            Lease next = takeOver();

            assertThatThrownBy(() -> begin(lease, deal, "invoice", id(1), "{}")).isInstanceOf(LeaseLost.class);

            assertThat(count("step")).isZero();
            assertThat(begin(next, deal, "invoice", id(1), "{}").inDoubt()).isFalse();
        }

        private static IntFunction<String> id(int number) {
            return epoch -> "id-" + number + "-" + epoch;
        }

        private Lease takeOver() {
            clock.pass(WORK.lease().plusSeconds(1));
            return claims.claim(1).get(0).lease();
        }
    }
}
