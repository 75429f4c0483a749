package org.wonbooks.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.time.Duration;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.wonbooks.configuration.ProxySettings;
import org.wonbooks.intake.door.RefusedHooks;
import org.wonbooks.testing.DatabaseTest;
import org.wonbooks.testing.TestDatabase;
import org.wonbooks.testing.Whole;

/** What the log shows, and what strangers may put into it, on both databases. */
class AuditLogTest {

    @Nested
    class OnH2 extends Entries {
        OnH2() {
            super(TestDatabase.H2);
        }
    }

    @Nested
    @Whole
    class OnPostgreSql extends Entries {
        OnPostgreSql() {
            super(TestDatabase.POSTGRESQL);
        }
    }

    abstract static class Entries extends DatabaseTest {

        private final AuditLog audit;
        private final StrangersAudit strangers;
        /** As if they had come. */
        private final SortedMap<String, Long> refused = new TreeMap<>();

        Entries(TestDatabase database) {
            super(database);
            audit = new AuditLog(jdbc, new ClientAddress(new ProxySettings(List.of())), clock);
            RefusedHooks hooks = new RefusedHooks() {
                @Override
                public SortedMap<String, Long> taken() {
                    SortedMap<String, Long> taken = new TreeMap<>(refused);
                    refused.clear();
                    return taken;
                }
            };
            strangers = new StrangersAudit(audit, hooks, clock);
        }

        @Test
        void goesThroughALongListByPages() {
            for (int i = 0; i < Page.SIZE + 3; i++) {
                audit.add("admin", "work.replay", "work " + i, null);
            }

            assertThat(audit.list(1).items())
                    .extracting(AuditLog.Entry::subject)
                    .containsExactly("work 2", "work 1", "work 0");
        }

        @Test
        void whatStrangersTryIsARowAnAddressAndOneForAllBeyondTwenty() {
            for (int i = 0; i < 1000; i++) {
                strangers.wrong("192.0.2." + i % 30);
                strangers.unseen("192.0.2.7");
            }
            strangers.write();
            strangers.write();

            assertThat(audit.list(0).items())
                    .hasSize(21)
                    .allSatisfy(row -> assertThat(row.username()).isEqualTo("stranger"))
                    .anySatisfy(row -> {
                        assertThat(row.action()).isEqualTo("login.slowed");
                        assertThat(row.address()).isEqualTo("192.0.2.7");
                        assertThat(row.detail())
                                .isEqualTo("passwords that were wrong: 34, that were not looked at: 1000");
                    })
                    .anySatisfy(row -> {
                        assertThat(row.action()).isEqualTo("login.failed");
                        assertThat(row.address()).isNull();
                        assertThat(row.detail()).startsWith("from other addresses: passwords that were wrong: 330");
                    });
        }

        @Test
        void refusedWebhooksAreARowAnHourForEachDoor() {
            for (int minute = 0; minute <= 60; minute += 5) {
                refused.merge("QuickBooks", 1L, Long::sum);
                strangers.write();
                clock.pass(Duration.ofMinutes(5));
            }

            assertThat(audit.list(0).items())
                    .extracting(AuditLog.Entry::action, AuditLog.Entry::detail)
                    .containsExactly(
                            tuple("webhook.refused", "deliveries: 12"), tuple("webhook.refused", "deliveries: 1"));
            assertThat(audit.list(0).items().get(0).subject()).isEqualTo("QuickBooks");
        }

        @Test
        void whatStrangersTriedGoesAndWhatPersonsDidStays() {
            audit.add("admin", "work.replay", "work 1", null);
            strangers.wrong("192.0.2.1");
            strangers.write();
            clock.pass(Duration.ofDays(91));

            strangers.write();

            assertThat(audit.list(0).items())
                    .extracting(AuditLog.Entry::username)
                    .containsExactly("admin");
        }

        @Test
        void whatWasGatheredIsNotLostAtTheEnd() {
            strangers.wrong("192.0.2.1");
            refused.put("Kommo", 1L);

            strangers.end();

            assertThat(audit.list(0).items())
                    .extracting(AuditLog.Entry::action)
                    .containsExactly("webhook.refused", "login.failed");
        }
    }
}
