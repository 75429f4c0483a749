package org.wonbooks.intake.inbox;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

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
import org.wonbooks.connection.ConnectionSettings;
import org.wonbooks.intake.inbox.KommoIntake.Hook;
import org.wonbooks.testing.AtOnce;
import org.wonbooks.testing.TestDatabase;
import org.wonbooks.testing.Whole;

/** What is stored of a delivery from Kommo, and what it makes due. */
class KommoIntakeTest {

    @Nested
    class OnH2 extends FromKommo {
        OnH2() {
            super(TestDatabase.H2);
        }
    }

    @Nested
    @Whole
    class OnPostgreSql extends FromKommo {
        OnPostgreSql() {
            super(TestDatabase.POSTGRESQL);
        }
    }

    abstract static class FromKommo extends BothIntakes {

        FromKommo(TestDatabase database) {
            super(database);
        }

        @Test
        void anUnknownSecretStoresNothing() {
            assertThat(kommo("guess", form(won(7)))).isEqualTo(404);
            assertThat(kommo("", form(won(7)))).isEqualTo(404);

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

            assertThat(kommo(secret, body)).isEqualTo(200);

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
        void whatComesTogetherIsKeptEachAndMarkedOnce() {
            String other = connections.webhookSecret(readyConnection("Other"));
            byte[] elsewhere = form(lead(5, 143, 1));

            assertThat(intake.take(List.of(
                            new Hook(secret, form(won(9))),
                            new Hook("guess", form(won(8))),
                            new Hook(other, elsewhere),
                            new Hook(secret, form(won(7))),
                            new Hook(secret, form(won(9))))))
                    .containsExactly(200, 404, 200, 200, 200);

            assertThat(jdbc.sql("select work_key || ' x' || hints from work")
                            .query(String.class)
                            .list())
                    .containsExactlyInAnyOrder("7 x1", "9 x1");
            assertThat(jdbc.sql(
                                    """
                                    select e.what || ' ' || e.state from inbox i join event e on e.inbox_id = i.id
                                     order by i.id
                                    """)
                            .query(String.class)
                            .list())
                    .containsExactlyInAnyOrder(
                            "lead 9 status OPEN", "lead 7 status OPEN", "lead 9 status OPEN", "lead 5 status SKIPPED");
            assertThat(jdbc.sql("select body from inbox i join event e on e.inbox_id = i.id where e.state = 'SKIPPED'")
                            .query(byte[].class)
                            .single())
                    .isEqualTo(elsewhere);
        }

        @Test
        void manyTogetherInAnyOrderDoNotBlockEachOther() throws Exception {
            String other = connections.webhookSecret(readyConnection("Other"));
            AtOnce.run(8, caller -> {
                for (int round = 0; round < 10; round++) {
                    List<Hook> hooks = new ArrayList<>();
                    for (long lead = 1; lead <= 5; lead++) {
                        byte[] back = form(won(lead), "leads[status][0][old_status_id]=142");
                        hooks.addAll(List.of(new Hook(secret, back), new Hook(other, back)));
                    }
                    Collections.shuffle(hooks, new Random(caller * 100L + round));
                    intake.take(hooks);
                }
                return caller;
            });

            assertThat(count("inbox")).isEqualTo(800);
            assertThat(count("work where hints = 80")).isEqualTo(10);
        }

        @Test
        void aLeanHookSaysEnough() {
            assertThat(kommo(secret, form(won(7), "leads[status][0][old_status_id]=67548607")))
                    .isEqualTo(200);

            assertThat(work()).containsExactly("deal-won 7 x1");
        }

        @Test
        void everyHookIsAHintAlsoOneThatLooksTheSame() {
            for (int i = 0; i < 3; i++) {
                kommo(secret, form(ACCOUNT, won(7)));
            }

            assertThat(work()).containsExactly("deal-won 7 x3");
            assertThat(texts("select hint from event order by id")).containsExactly("1", "2", "3");
            assertThat(count("inbox")).isEqualTo(3);
        }

        @Test
        void everyLeadOfADeliveryIsDue() {
            kommo(
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

            assertThat(work())
                    .as("once each, however often it is named")
                    .containsExactly("deal-won 7 x1", "deal-won 8 x1");
            assertThat(skipped())
                    .containsExactly(
                            "a part: leads.add, number 1: no positive id", "contacts.update: Not used by Wonbooks");
        }

        @Test
        void anotherStageIsSkippedUnlessTheDealIsKnown() {
            connections.update(
                    acme,
                    "Acme",
                    new ConnectionSettings(
                            new ConnectionSettings.Won(List.of(1L), 99L, null, null), null, null, null, null),
                    false,
                    org.wonbooks.connection.Connection.Mode.LIVE);
            deals.open(acme, 9, "Known");
            kommo(secret, form(lead(7, 142, 1)));
            kommo(secret, form(lead(7, 99, 2)));
            kommo(secret, form("leads[delete][0][id]=7"));
            kommo(secret, form(lead(8, 99, 1)));
            kommo(secret, form(lead(9, 143, 1)));
            kommo(secret, form("leads[delete][0][id]=9"));

            assertThat(work()).containsExactly("deal-won 8 x1", "deal-won 9 x2");
            String reason = "Not the stage that triggers an invoice, and not a deal we know";
            assertThat(skipped())
                    .containsExactly(
                            "lead 7 status: " + reason, "lead 7 status: " + reason, "lead 7 delete: " + reason);
        }

        @ParameterizedTest
        @ValueSource(strings = {"account[id]=5&account[subdomain]=acme", "leads[status][0][account_id]=5"})
        void aDeliveryOfAnotherAccountIsSkipped(String account) {
            assertThat(kommo(secret, form(account, won(7)))).isEqualTo(200);

            assertThat(work()).isEmpty();
            assertThat(skipped()).containsExactly("a delivery: It is from another Kommo account than the connection's");
        }

        @Test
        void anAccountIsKnownByItsSubdomainUntilItsNumberIs() {
            jdbc.sql("update connection set kommo_account_id = null").update();
            kommo(secret, form("account[id]=5&account[subdomain]=globex", won(7)));
            kommo(secret, form("account[id]=5&account[subdomain]=acme", won(8)));

            assertThat(work()).containsExactly("deal-won 8 x1");
        }

        @Test
        void aFormThatIsTooLargeIsStoredAndItsConnectionLookedThrough() {
            byte[] body = form(
                    ACCOUNT, IntStream.range(0, 20_001).mapToObj(i -> "a=1").collect(Collectors.joining("&")));

            assertThat(kommo(secret, body)).isEqualTo(200);

            assertThat((byte[]) row("select * from inbox").get("body")).hasSize(body.length);
            assertThat(work()).containsExactly("kommo-sweep kommo x1");
            assertThat(row("select lane from work")).containsValue(acme + "/connection");
            assertThat(skipped())
                    .containsExactly(
                            "a form: The form has more than 20,000 pairs. The won deals are looked through instead.");
        }

        @ParameterizedTest
        @ValueSource(strings = {"", "&&&", "nonsense", "leads=7", "\u0000\u0001=%ff%00"})
        void aFormThatSaysNothingIsStoredAndSkipped(String body) {
            assertThat(kommo(secret, body.getBytes(UTF_8))).isEqualTo(200);

            assertThat(count("inbox")).isOne();
            assertThat(work()).isEmpty();
            assertThat(count("event where state = 'SKIPPED' and reason is not null"))
                    .isOne();
        }
    }
}
