package org.wonbooks.intake.inbox;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.wonbooks.database.DatabaseTime;
import org.wonbooks.intake.inbox.QuickBooksIntake.Contents;
import org.wonbooks.intake.inbox.Untaken.Claimed;
import org.wonbooks.intake.inbox.Untaken.Due;
import org.wonbooks.testing.AtOnce;
import org.wonbooks.testing.TestDatabase;
import org.wonbooks.testing.Whole;
import org.wonbooks.work.WorkKind;
import org.wonbooks.work.run.WorkClaims;

/** What is stored is taken apart, each event once, whatever ends in the middle. */
class DeliveriesTest {

    @Nested
    class OnH2 extends TakenApart {
        OnH2() {
            super(TestDatabase.H2);
        }
    }

    @Nested
    @Whole
    class OnPostgreSql extends TakenApart {
        OnPostgreSql() {
            super(TestDatabase.POSTGRESQL);
        }
    }

    abstract static class TakenApart extends BothIntakes {

        private static final int MANY = 2 * QuickBooksIntake.AT_ONCE + 50;

        TakenApart(TestDatabase database) {
            super(database);
        }

        @ParameterizedTest
        @ValueSource(ints = {100, 300, 1000, 2000, 3000})
        void eachEventHasOneRowHoweverManyThereAre(int number) {
            byte[] body = payments("e", number);

            assertThat(quickbooks(body)).isEqualTo(200);
            assertThat(quickbooks(body)).isEqualTo(200);

            assertThat(count("untaken")).isZero();
            assertThat(count("(select what from event where state = 'OPEN' group by what having count(*) = 1) once"))
                    .isEqualTo(number);
            assertThat(count("event where reason = 'Delivered before'")).isEqualTo(number);
            assertThat(count("event")).isEqualTo(2L * number);
            assertThat(count("work where kind = 'payment-received' and hints = 1"))
                    .isEqualTo(number);
        }

        @Test
        void olderNotificationsAreAllHints() {
            byte[] body = ("{\"eventNotifications\": [{\"realmId\": \"" + REALM
                            + "\", \"dataChangeEvent\": {\"entities\": ["
                            + IntStream.range(0, 3000)
                                    .mapToObj(i ->
                                            "{\"name\": \"Payment\", \"id\": \"" + i + "\", \"operation\": \"Create\"}")
                                    .collect(Collectors.joining(","))
                            + "]}}]}")
                    .getBytes(UTF_8);
            quickbooks(body);
            quickbooks(body);

            assertThat(count("event where state = 'OPEN'")).isEqualTo(6000);
            assertThat(count("work where hints = 2")).isEqualTo(3000);
        }

        @Test
        void whatEndsInTheMiddleIsGoneOnWithWhereItStood() {
            quickBooks.take(payments("e", MANY));
            Due begun = bean(Untaken.class).claim().orElseThrow();
            quickBooks.take(begun.delivery(), Contents.of(begun.body())).orElseThrow();

            deliveries.takeWhatIsDue();
            assertThat(count("event")).as("it is taken").isEqualTo(QuickBooksIntake.AT_ONCE);
            clock.pass(WORK.lease().plusSeconds(1));
            deliveries.takeWhatIsDue();

            assertThat(count("event")).isEqualTo(MANY);
            assertThat(count("work where hints = 1")).isEqualTo(MANY);
            assertThat(count("untaken")).isZero();
        }

        @Test
        void whoWakesTooLateWritesNothing() {
            quickBooks.take(payments("e", MANY));
            Due late = bean(Untaken.class).claim().orElseThrow();
            Claimed place =
                    quickBooks.take(late.delivery(), Contents.of(late.body())).orElseThrow();
            clock.pass(WORK.lease().plusSeconds(1));
            Due other = bean(Untaken.class).claim().orElseThrow();

            assertThat(quickBooks.take(place, Contents.of(late.body()))).isEmpty();
            quickBooks.giveUp(place, Contents.of(late.body()), "Too late.");
            bean(Untaken.class).putOff(place, clock.instant(), true, "Too late.");
            Claimed all = other.delivery();
            while (all.taken() < MANY) {
                all = quickBooks.take(all, Contents.of(other.body())).orElseThrow();
            }

            assertThat(count("event")).isEqualTo(MANY);
            assertThat(count("work where hints = 1")).isEqualTo(MANY);
            assertThat(count("untaken")).isZero();
        }

        @Test
        void deliveriesOfTheSameThingsAtOnceEndEachWithItsRows() throws Exception {
            AtOnce.run(6, caller -> {
                List<String> events = new ArrayList<>(IntStream.range(0, MANY)
                        .mapToObj(i -> event(caller % 2 + "/" + i, REALM, "payment.updated", "" + i))
                        .toList());
                Collections.shuffle(events, new Random(caller));
                quickBooks.take(events(events.toArray(String[]::new)));
                deliveries.takeWhatIsDue();
                return caller;
            });
            // Who waits too long for another's rows comes again.
            while (count("untaken") > 0) {
                clock.pass(Duration.ofSeconds(2));
                deliveries.takeWhatIsDue();
            }

            assertThat(count("event")).isEqualTo(6L * MANY);
            assertThat(count("event where reason = 'Delivered before'")).isEqualTo(4L * MANY);
            assertThat(count("work where hints = 2")).isEqualTo(MANY);
        }

        @Test
        void aPoisonedOneHoldsUpNoOtherAndIsGivenUpInWords() {
            jdbc.sql("alter table work add constraint broken check (work_key <> '666')")
                    .update();
            try {
                quickBooks.take(events(event("e1", REALM, "payment.created", "666")));
                for (int attempt = 0; attempt <= Deliveries.DELAYS.size(); attempt++) {
                    quickbooks(events(event("e2" + attempt, REALM, "payment.created", "301")));
                    clock.pass(Duration.ofMinutes(2));
                }
                deliveries.takeWhatIsDue();
            } finally {
                jdbc.sql("alter table work drop constraint broken").update();
            }

            assertThat(work()).containsExactlyInAnyOrder("payment-received 301 x4", "quickbooks-sweep quickbooks x1");
            assertThat(skipped())
                    .hasSize(1)
                    .first()
                    .asString()
                    .matches(
                            "a delivery: It could not be taken apart: .*Exception\\. The books are looked through instead\\.");
            assertThat(count("untaken")).isZero();
        }

        /** No sweep would find what they tell. */
        @Test
        void ofOneThatIsGivenUpTheListsCount() {
            List<String> events = new ArrayList<>(IntStream.range(0, QuickBooksIntake.AT_ONCE)
                    .mapToObj(i -> event("i" + i, REALM, "invoice.created", "" + i))
                    .toList());
            events.add(event("t", REALM, "term.updated", "3"));
            events.add(event("p", REALM, "payment.created", "1"));
            quickBooks.take(events(events.toArray(String[]::new)));
            Due begun = bean(Untaken.class).claim().orElseThrow();
            Contents contents = Contents.of(begun.body());
            Claimed place = quickBooks.take(begun.delivery(), contents).orElseThrow();
            assertThat(connections.get(acme).booksChangedAt()).isNull();

            quickBooks.giveUp(place, contents, "It could not be taken apart.");

            assertThat(connections.get(acme).booksChangedAt()).isEqualTo(NOON);
            assertThat(work()).contains("quickbooks-sweep quickbooks x1");
        }

        @Test
        void whatWasReadSinceItCameNeedNotBeReadAgain() {
            quickBooks.take(events(event("e1", REALM, "payment.updated", "301")));
            queue.markDueAsRead(acme, WorkKind.PAYMENT_RECEIVED, "301", "lane");
            clock.pass(Duration.ofSeconds(5));
            deliveries.takeWhatIsDue();

            assertThat(queue.hintedAt(bean(WorkClaims.class).claim(1).get(0))).contains(NOON);
        }

        @Test
        void aLaterHintIsNotSetBack() {
            quickBooks.take(events(event("e1", REALM, "payment.updated", "301")));
            clock.pass(Duration.ofSeconds(5));
            queue.markDue(acme, WorkKind.PAYMENT_RECEIVED, "301", "lane");
            deliveries.takeWhatIsDue();

            assertThat(queue.hintedAt(bean(WorkClaims.class).claim(1).get(0))).contains(NOON.plusSeconds(5));
        }

        @Test
        void whatWeWereWritingWhenItCameCountsNotWhatWeWriteWhenItIsLookedAt() {
            invoiced(7, "145");
            call("send", NOON.minusSeconds(1), NOON.plusSeconds(1));
            quickBooks.take(events(event("e1", REALM, "invoice.updated", "145")));
            clock.pass(Duration.ofSeconds(10));
            quickBooks.take(events(event("e2", REALM, "invoice.updated", "145")));
            clock.pass(Duration.ofSeconds(1));
            call("update", clock.instant(), null);
            deliveries.takeWhatIsDue();

            assertThat(skipped())
                    .containsExactly("invoice 145 updated: It tells of our own writing, or of what was read since");
            assertThat(work()).containsExactly("invoice-changed 145 x1");
        }

        private void call(String step, Instant from, Instant to) {
            jdbc.sql(
                            """
                            insert into step (deal_id, name, state, request_id, called_at, done_at)
                            select id, ?, ?, 'r-' || ?, ?, ? from deal
                            """)
                    .params(step, to == null ? "CALLING" : "DONE", step)
                    .params(DatabaseTime.parameter(from), DatabaseTime.parameter(to))
                    .update();
        }

        private static byte[] payments(String id, int number) {
            List<String> events = new ArrayList<>(IntStream.range(0, number)
                    .mapToObj(i -> event(id + i, REALM, "payment.created", "" + i))
                    .toList());
            Collections.shuffle(events, new Random(number));
            return events(events.toArray(String[]::new));
        }
    }
}
