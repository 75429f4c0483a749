package org.wonbooks.intake.inbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessException;
import org.wonbooks.database.Fence;
import org.wonbooks.testing.AtOnce;
import org.wonbooks.testing.TestDatabase;
import org.wonbooks.testing.Whole;
import org.wonbooks.work.Lane;
import org.wonbooks.work.Work;
import org.wonbooks.work.WorkKind;
import org.wonbooks.work.run.WorkClaims;

/** Deliveries at once, deliveries that fail, and the end of all that was told. */
class IntakeTest {

    @Nested
    class OnH2 extends Deliveries {
        OnH2() {
            super(TestDatabase.H2);
        }
    }

    @Nested
    @Whole
    class OnPostgreSql extends Deliveries {
        OnPostgreSql() {
            super(TestDatabase.POSTGRESQL);
        }
    }

    abstract static class Deliveries extends BothIntakes {

        Deliveries(TestDatabase database) {
            super(database);
        }

        @Test
        void ofARepeatAtTheSameMomentOneIsTaken() throws Exception {
            byte[] body =
                    events(event("e1", REALM, "payment.created", "301"), event("e2", REALM, "payment.created", "302"));

            assertThat(AtOnce.run(16, caller -> quickbooks(body))).containsOnly(200);

            assertThat(work()).containsExactly("payment-received 301 x1", "payment-received 302 x1");
            assertThat(count("event where reason = 'Delivered before'")).isEqualTo(30);
            assertThat(count("inbox")).isEqualTo(16);
        }

        @Test
        void deliveriesInAnyOrderAtOnceDoNotBlockEachOther() throws Exception {
            invoiced(7, "145");
            AtOnce.run(8, caller -> {
                for (int round = 0; round < 10; round++) {
                    List<String> events = new ArrayList<>(List.of(
                            event(caller + "/" + round + "/1", REALM, "payment.created", "301"),
                            event(caller + "/" + round + "/2", REALM, "invoice.updated", "145"),
                            event("shared/" + round + "/1", REALM, "payment.created", "302"),
                            event("shared/" + round + "/2", REALM, "payment.created", "303")));
                    Collections.shuffle(events, new Random(caller * 100L + round));
                    quickbooks(events(events.toArray(String[]::new)));
                    List<Long> leads = new ArrayList<>(List.of(11L, 12L, 13L, 14L, 15L));
                    Collections.shuffle(leads, new Random(caller * 100L + round));
                    kommo(
                            secret,
                            form(IntStream.range(0, 5)
                                    .mapToObj(i -> "leads[update][" + i + "][id]=" + leads.get(i))
                                    .collect(Collectors.joining("&"))));
                }
                return caller;
            });

            assertThat(count("inbox")).isEqualTo(160);
            assertThat(work())
                    .containsExactlyInAnyOrder(
                            "payment-received 301 x80",
                            "invoice-changed 145 x80",
                            "payment-received 302 x10",
                            "payment-received 303 x10",
                            "deal-won 11 x80",
                            "deal-won 12 x80",
                            "deal-won 13 x80",
                            "deal-won 14 x80",
                            "deal-won 15 x80");
        }

        @Test
        void aDeliveryDoesNotBlockThePaymentThatIsBeingWrittenDown() {
            invoiced(7, "145");
            quickbooks(events(event("e1", REALM, "payment.created", "301")));
            Work payment = bean(WorkClaims.class).claim(1).get(0);

            CompletableFuture<Integer> delivery = transaction.execute(status -> {
                bean(Fence.class).hold(payment.lease());
                CompletableFuture<Integer> taking = CompletableFuture.supplyAsync(() -> quickbooks(events(
                        event("e2", REALM, "invoice.updated", "145"), event("e3", REALM, "payment.updated", "301"))));
                Awaitility.await().until(() -> database.somebodyWaits(jdbc));
                queue.markDue(acme, WorkKind.INVOICE_CHANGED, "145", Lane.deal(acme, 7));
                return taking;
            });

            assertThat(delivery.join()).isEqualTo(200);
            assertThat(work()).containsExactly("payment-received 301 x2", "invoice-changed 145 x2");
        }

        @Test
        void aDeliveryIsTakenWholeOrNotAtAll() {
            jdbc.sql("alter table work add constraint broken check (work_key <> '666')")
                    .update();
            try {
                byte[] quickbooks = events(
                        event("e1", REALM, "payment.created", "301"), event("e2", REALM, "payment.created", "666"));
                byte[] kommo = form("leads[update][0][id]=7", "leads[update][1][id]=666", "leads[update][2][id]=8");

                assertThat(quickbooks(quickbooks)).isEqualTo(200);
                assertThatThrownBy(() -> kommo(secret, kommo)).isInstanceOf(DataAccessException.class);
            } finally {
                jdbc.sql("alter table work drop constraint broken").update();
            }

            assertThat(count("inbox")).as("what was answered 200").isEqualTo(1);
            assertThat(count("event") + count("work") + count("seen_event")).isZero();
            clock.pass(RETRY.delays().get(0));
            deliveries.takeWhatIsDue();
            assertThat(work()).containsExactly("payment-received 301 x1", "payment-received 666 x1");
        }

        @Test
        void everyEventHasAnEnd() {
            Random random = new Random(2026);
            WorkClaims claims = bean(WorkClaims.class);
            List<Work> running = new ArrayList<>();
            for (int i = 0; i < 400; i++) {
                switch (random.nextInt(6)) {
                    case 0 -> kommo(secret, form(won(random.nextInt(5) + 1)));
                    case 1 -> kommo(secret, form(lead(random.nextInt(9) + 1, 143, 1)));
                    case 2 ->
                        quickbooks(events(
                                event("e" + random.nextInt(40), REALM, "payment.created", "" + random.nextInt(5))));
                    case 3 -> running.addAll(claims.claim(2));
                    case 4 -> clock.pass(WORK.lease().dividedBy(4));
                    default -> {
                        if (!running.isEmpty()) {
                            end(running.remove(random.nextInt(running.size())), random.nextInt(7));
                        }
                    }
                }
                assertThat(count("event where state not in ('OPEN', 'DONE', 'SKIPPED', 'DEAD')"))
                        .isZero();
            }
            clock.pass(WORK.lease().multipliedBy(20));
            for (List<Work> left = claims.claim(100); !left.isEmpty(); left = claims.claim(100)) {
                left.forEach(queue::done);
            }

            assertThat(count("inbox")).isEqualTo(count("event"));
            assertThat(count("event where state = 'OPEN'")).isZero();
            assertThat(count("event where (state = 'SKIPPED') and reason is null"))
                    .isZero();
            assertThat(count("event where work_id is not null and hint > (select hints from work where id = work_id)"))
                    .isZero();
            assertThat(count("event e where e.state = 'DEAD'"
                            + " and (select state from work where id = e.work_id) <> 'DEAD'"))
                    .isZero();
            assertThat(jdbc.sql("select sum(hints) from work").query(Long.class).single())
                    .isEqualTo(count("event where work_id is not null"));
        }

        private void end(Work work, int how) {
            switch (how) {
                case 0 -> queue.skipped(work, "Nothing to bill");
                case 1 -> queue.dead(work, "No such item", "Make it");
                case 2 -> queue.tryAgain(work, clock.instant().plusSeconds(10), "It broke");
                case 3 -> queue.defer(work, clock.instant().plusSeconds(5), "Wait");
                case 4 -> queue.skip(work.id(), "By hand", false);
                default -> queue.done(work);
            }
        }
    }
}
