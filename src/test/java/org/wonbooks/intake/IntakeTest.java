package org.wonbooks.intake;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.dao.DataAccessException;
import org.wonbooks.connection.ConnectionSettings;
import org.wonbooks.database.Fence;
import org.wonbooks.ledger.DealLedger;
import org.wonbooks.testing.AtOnce;
import org.wonbooks.testing.DatabaseTest;
import org.wonbooks.testing.TestDatabase;
import org.wonbooks.work.Lane;
import org.wonbooks.work.Work;
import org.wonbooks.work.WorkClaims;
import org.wonbooks.work.WorkKind;
import org.wonbooks.work.WorkQueue;

/** What is stored of a delivery, and what it makes due. */
class IntakeTest {

    @Nested
    class OnH2 extends Deliveries {
        OnH2() {
            super(TestDatabase.H2);
        }
    }

    @Nested
    class OnPostgreSql extends Deliveries {
        OnPostgreSql() {
            super(TestDatabase.POSTGRESQL);
        }
    }

    abstract static class Deliveries extends DatabaseTest {

        private static final String ACCOUNT = "account[subdomain]=acme&account[id]=32720107";
        private static final String REALM = "9341455000000001";

        private final Intake intake;
        private final WorkQueue queue;
        private final DealLedger deals;
        private long acme;
        private String secret;

        Deliveries(TestDatabase database) {
            super(database, Inbox.class, Intake.class);
            intake = bean(Intake.class);
            queue = bean(WorkQueue.class);
            deals = bean(DealLedger.class);
        }

        @BeforeEach
        void acme() {
            acme = readyConnection("Acme");
            connections.joinRealm(acme, REALM);
            connections.kommoAccount(acme, 32720107, "Europe/Berlin", "EUR");
            secret = connections.webhookSecret(acme);
        }

        @Test
        void anUnknownSecretStoresNothing() {
            assertThat(intake.kommo("guess", form(won(7)))).isEqualTo(404);
            assertThat(intake.kommo("", form(won(7)))).isEqualTo(404);

            assertThat(count("inbox") + count("event") + count("work")).isZero();
        }

        @Test
        void aWonDealIsDueAndItsDeliveryKeptAsItCame() {
            byte[] body = form(
                    ACCOUNT,
                    won(7),
                    "leads[status][0][name]=Zo%C3%AB",
                    "leads[status][0][price]=1500",
                    "leads[status][0][custom_fields][2][values][0]=1725915600");

            assertThat(intake.kommo(secret, body)).isEqualTo(200);

            assertThat(row("select * from inbox")).contains(entry("source", "KOMMO"), entry("body", body));
            assertThat(row("select * from work"))
                    .contains(
                            entry("connection_id", acme),
                            entry("kind", "deal-won"),
                            entry("work_key", "7"),
                            entry("lane", acme + "/deal/7"),
                            entry("hints", 1L));
            assertThat(row("select * from event"))
                    .contains(
                            entry("connection_id", acme),
                            entry("what", "lead 7 status"),
                            entry("hint", 1L),
                            entry("state", "OPEN"),
                            entry("reason", null));
        }

        @Test
        void aLeanHookSaysEnough() {
            assertThat(intake.kommo(secret, form(won(7), "leads[status][0][old_status_id]=67548607")))
                    .isEqualTo(200);

            assertThat(work()).containsExactly("deal-won 7 x1");
        }

        @Test
        void everyHookIsAHintAlsoOneThatLooksTheSame() {
            for (int i = 0; i < 3; i++) {
                intake.kommo(secret, form(ACCOUNT, won(7)));
            }

            assertThat(work()).containsExactly("deal-won 7 x3");
            assertThat(texts("select hint from event order by id")).containsExactly("1", "2", "3");
            assertThat(count("inbox")).isEqualTo(3);
        }

        @Test
        void everyLeadOfADeliveryIsDue() {
            intake.kommo(
                    secret,
                    form(
                            "leads[status][0][id]=7",
                            "leads[status][0][status_id]=142",
                            "leads[status][0][pipeline_id]=1",
                            "leads[status][1][id]=8",
                            "leads[status][1][status_id]=142",
                            "leads[status][1][pipeline_id]=2",
                            "leads[update][0][id]=7",
                            "leads[add][0][id]=none",
                            "contacts[update][0][id]=5",
                            ACCOUNT));

            assertThat(work()).containsExactly("deal-won 7 x2", "deal-won 8 x1");
            assertThat(skipped())
                    .containsExactly(
                            "a part: leads.add, number 1: no positive id", "contacts.update: Not used by Wonbooks");
        }

        @Test
        void anotherStageIsSkippedUnlessTheDealIsKnown() {
            connections.update(
                    acme,
                    "Acme",
                    new ConnectionSettings(new ConnectionSettings.Won(List.of(1L), 99L, null), null, null, null, null),
                    false,
                    org.wonbooks.connection.Connection.Mode.LIVE);
            deals.open(acme, 9, "Known");
            intake.kommo(secret, form(lead(7, 142, 1)));
            intake.kommo(secret, form(lead(7, 99, 2)));
            intake.kommo(secret, form("leads[delete][0][id]=7"));
            intake.kommo(secret, form(lead(8, 99, 1)));
            intake.kommo(secret, form(lead(9, 143, 1)));
            intake.kommo(secret, form("leads[delete][0][id]=9"));

            assertThat(work()).containsExactly("deal-won 8 x1", "deal-won 9 x2");
            String reason = "Not the stage that triggers an invoice, and not a deal we know";
            assertThat(skipped())
                    .containsExactly(
                            "lead 7 status: " + reason, "lead 7 status: " + reason, "lead 7 delete: " + reason);
        }

        @ParameterizedTest
        @ValueSource(strings = {"account[id]=5&account[subdomain]=acme", "leads[status][0][account_id]=5"})
        void aDeliveryOfAnotherAccountIsSkipped(String account) {
            assertThat(intake.kommo(secret, form(account, won(7)))).isEqualTo(200);

            assertThat(work()).isEmpty();
            assertThat(skipped()).containsExactly("a delivery: It is from another Kommo account than the connection's");
        }

        @Test
        void anAccountIsKnownByItsSubdomainUntilItsNumberIs() {
            jdbc.sql("update connection set kommo_account_id = null").update();
            intake.kommo(secret, form("account[id]=5&account[subdomain]=globex", won(7)));
            intake.kommo(secret, form("account[id]=5&account[subdomain]=acme", won(8)));

            assertThat(work()).containsExactly("deal-won 8 x1");
        }

        @Test
        void aFormThatIsTooLargeIsStoredAndItsConnectionLookedThrough() {
            byte[] body = form(
                    ACCOUNT, IntStream.range(0, 20_001).mapToObj(i -> "a=1").collect(Collectors.joining("&")));

            assertThat(intake.kommo(secret, body)).isEqualTo(200);

            assertThat((byte[]) row("select * from inbox").get("body")).hasSize(body.length);
            assertThat(work()).containsExactly("connection-sweep kommo x1");
            assertThat(row("select lane from work")).containsValue(acme + "/connection");
            assertThat(skipped())
                    .containsExactly(
                            "a form: The form has more than 20,000 pairs. The won deals are looked through instead.");
        }

        @ParameterizedTest
        @ValueSource(strings = {"", "&&&", "nonsense", "leads=7", "\u0000\u0001=%ff%00"})
        void aFormThatSaysNothingIsStoredAndSkipped(String body) {
            assertThat(intake.kommo(secret, body.getBytes(UTF_8))).isEqualTo(200);

            assertThat(count("inbox")).isOne();
            assertThat(work()).isEmpty();
            assertThat(count("event where state = 'SKIPPED' and reason is not null"))
                    .isOne();
        }

        @ParameterizedTest
        @ValueSource(strings = {"", "no json", "[", "7", "[]", "{\"eventNotifications\": 3}", "[{\"id\": \"a\"}]"})
        void aSignedBodyThatCannotBeReadIsStoredAndSkipped(String body) {
            assertThat(intake.quickbooks(body.getBytes(UTF_8))).isEqualTo(200);

            assertThat(row("select * from inbox"))
                    .contains(entry("source", "QUICKBOOKS"), entry("body", body.getBytes(UTF_8)));
            assertThat(skipped()).hasSize(1);
            assertThat(work()).isEmpty();
        }

        @Test
        void aPaymentIsDueOnALaneOfItsOwn() {
            intake.quickbooks(events(event("e1", REALM, "payment.created", "301")));

            assertThat(work()).containsExactly("payment-received 301 x1");
            assertThat(row("select lane from work")).containsValue(acme + "/payment/301");
            assertThat(texts("select what from event")).containsExactly("payment 301 created");
        }

        @Test
        void anInvoiceOfOursIsDueOnItsDealsLane() {
            invoiced(7, "145");

            intake.quickbooks(events(
                    event("e1", REALM, "invoice.updated", "145"),
                    event("e2", REALM, "invoice.updated", "146"),
                    event("e3", REALM, "invoice.created", "145"),
                    event("e4", REALM, "invoice.emailed", "145"),
                    event("e5", REALM, "customer.updated", "58")));

            assertThat(work()).containsExactly("invoice-changed 145 x1");
            assertThat(row("select lane from work")).containsValue(acme + "/deal/7");
            assertThat(skipped())
                    .containsExactlyInAnyOrder(
                            "invoice 146 updated: Not an invoice that Wonbooks made",
                            "invoice 145 created: Not used by Wonbooks",
                            "invoice 145 emailed: Not used by Wonbooks",
                            "customer 58 updated: Not used by Wonbooks");
        }

        @Test
        void companiesInOneDeliveryAreApart() {
            long globex = readyConnection("Globex");
            connections.joinRealm(globex, "42");
            invoiced(7, "145");

            intake.quickbooks(events(
                    event("e1", REALM, "payment.created", "301"),
                    event("e2", "42", "payment.created", "301"),
                    event("e3", "42", "invoice.updated", "145"),
                    event("e4", "43", "payment.created", "301")));

            assertThat(texts("select connection_id || ' ' || work_key from work order by id"))
                    .containsExactlyInAnyOrder(acme + " 301", globex + " 301");
            assertThat(skipped())
                    .containsExactlyInAnyOrder(
                            "invoice 145 updated: Not an invoice that Wonbooks made",
                            "payment 301 created: Company 43 is not connected");
        }

        @Test
        void aRepeatedEventIsSkipped() {
            byte[] body = events(event("e1", REALM, "payment.created", "301"));
            intake.quickbooks(body);
            intake.quickbooks(body);
            intake.quickbooks(
                    events(event("e2", REALM, "payment.updated", "301"), event("e2", REALM, "payment.updated", "301")));

            assertThat(work()).containsExactly("payment-received 301 x2");
            assertThat(skipped())
                    .containsExactly("payment 301 created: Delivered before", "payment 301 updated: Delivered before");
            assertThat(count("inbox")).isEqualTo(3);
        }

        @Test
        void olderNotificationsHaveNoIdAndAreAllHints() {
            byte[] body = ("{\"eventNotifications\": [{\"realmId\": \"" + REALM
                            + "\", \"dataChangeEvent\": {\"entities\": [{\"name\": \"Payment\", \"id\": \"301\","
                            + " \"operation\": \"Create\"}]}}]}")
                    .getBytes(UTF_8);
            intake.quickbooks(body);
            intake.quickbooks(body);

            assertThat(work()).containsExactly("payment-received 301 x2");
        }

        @Test
        void ofARepeatAtTheSameMomentOneIsTaken() throws Exception {
            byte[] body =
                    events(event("e1", REALM, "payment.created", "301"), event("e2", REALM, "payment.created", "302"));

            assertThat(AtOnce.run(16, caller -> intake.quickbooks(body))).containsOnly(200);

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
                    intake.quickbooks(events(events.toArray(String[]::new)));
                    List<Long> leads = new ArrayList<>(List.of(11L, 12L, 13L, 14L, 15L));
                    Collections.shuffle(leads, new Random(caller * 100L + round));
                    intake.kommo(
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
            intake.quickbooks(events(event("e1", REALM, "payment.created", "301")));
            Work payment = bean(WorkClaims.class).claim(1).get(0);

            CompletableFuture<Integer> delivery = transaction.execute(status -> {
                bean(Fence.class).hold(payment.lease());
                CompletableFuture<Integer> taking = CompletableFuture.supplyAsync(() -> intake.quickbooks(events(
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

                assertThatThrownBy(() -> intake.quickbooks(quickbooks)).isInstanceOf(DataAccessException.class);
                assertThatThrownBy(() -> intake.kommo(secret, kommo)).isInstanceOf(DataAccessException.class);
            } finally {
                jdbc.sql("alter table work drop constraint broken").update();
            }

            assertThat(count("inbox") + count("event") + count("work") + count("seen_event"))
                    .isZero();
            intake.quickbooks(events(event("e1", REALM, "payment.created", "301")));
            assertThat(work()).as("delivered again").containsExactly("payment-received 301 x1");
        }

        @Test
        void everyEventHasAnEnd() {
            Random random = new Random(2026);
            WorkClaims claims = bean(WorkClaims.class);
            List<Work> running = new ArrayList<>();
            for (int i = 0; i < 400; i++) {
                switch (random.nextInt(6)) {
                    case 0 -> intake.kommo(secret, form(won(random.nextInt(5) + 1)));
                    case 1 -> intake.kommo(secret, form(lead(random.nextInt(9) + 1, 143, 1)));
                    case 2 ->
                        intake.quickbooks(events(
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
                case 4 -> queue.skip(work.id(), "By hand");
                default -> queue.done(work);
            }
        }

        private void invoiced(long lead, String invoice) {
            deals.invoiced(deals.open(acme, lead, "Website"), invoice, "1001", BigDecimal.TEN, BigDecimal.TEN, "EUR");
        }

        private static String won(long lead) {
            return lead(lead, 142, 8572511);
        }

        private static String lead(long lead, long stage, long pipeline) {
            return "leads[status][0][id]=%d&leads[status][0][status_id]=%d&leads[status][0][pipeline_id]=%d"
                    .formatted(lead, stage, pipeline);
        }

        private static byte[] form(String... pairs) {
            return String.join("&", pairs).getBytes(UTF_8);
        }

        private static String event(String id, String realm, String type, String entity) {
            return "{\"id\":\"%s\",\"type\":\"qbo.%s.v1\",\"intuitentityid\":\"%s\",\"intuitaccountid\":\"%s\"}"
                    .formatted(id, type, entity, realm);
        }

        private static byte[] events(String... events) {
            return ("[" + String.join(",", events) + "]").getBytes(UTF_8);
        }

        private List<String> work() {
            return texts("select kind || ' ' || work_key || ' x' || hints from work order by id");
        }

        private List<String> skipped() {
            return texts("select what || ': ' || reason from event where state = 'SKIPPED' order by id");
        }
    }
}
