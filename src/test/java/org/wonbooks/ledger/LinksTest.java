package org.wonbooks.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.wonbooks.testing.AtOnce;
import org.wonbooks.testing.DatabaseTest;
import org.wonbooks.testing.TestDatabase;

/** Who is who, and what paid what. */
class LinksTest {

    @Nested
    class OnH2 extends Links {
        OnH2() {
            super(TestDatabase.H2);
        }
    }

    @Nested
    class OnPostgreSql extends Links {
        OnPostgreSql() {
            super(TestDatabase.POSTGRESQL);
        }
    }

    abstract static class Links extends DatabaseTest {

        private static final LocalDate MONDAY = LocalDate.of(2026, 11, 16);
        private static final LocalDate FRIDAY = LocalDate.of(2026, 11, 20);

        private final CustomerLinks customers;
        private final PaymentLinks payments;
        private long acme;
        private long globex;

        Links(TestDatabase database) {
            super(database);
            customers = bean(CustomerLinks.class);
            payments = bean(PaymentLinks.class);
        }

        @BeforeEach
        void twoConnections() {
            acme = readyConnection("Acme");
            globex = readyConnection("Globex");
        }

        @Test
        void theFirstCustomerStays() {
            customers.link(acme, "contact:17", "58");
            customers.link(acme, "contact:17", "59");
            customers.link(globex, "contact:17", "60");

            assertThat(customers.find(acme, "contact:17")).contains("58");
            assertThat(customers.find(globex, "contact:17")).contains("60");
            assertThat(customers.find(acme, "company:17")).isEmpty();
        }

        @Test
        void ofManyAtOnceOneIsTheFirst() throws Exception {
            List<String> seen = AtOnce.run(16, caller -> {
                customers.link(acme, "contact:17", String.valueOf(caller));
                return customers.find(acme, "contact:17").orElseThrow();
            });

            assertThat(count("customer_link")).isOne();
            assertThat(seen).containsOnly(seen.get(0));
        }

        @Test
        void whoeverComesSecondGoesOnInItsTransaction() {
            CompletableFuture<Void> second = transaction.execute(status -> {
                customers.link(acme, "contact:17", "58");
                CompletableFuture<Void> waiting =
                        CompletableFuture.runAsync(() -> transaction.executeWithoutResult(x -> {
                            customers.link(acme, "contact:17", "59");
                            customers.link(acme, "company:4", "59");
                        }));
                Awaitility.await().until(() -> database.somebodyWaits(jdbc));
                return waiting;
            });
            second.join();

            assertThat(customers.find(acme, "contact:17")).contains("58");
            assertThat(customers.find(acme, "company:4")).contains("59");
        }

        @Test
        void aPaymentTouchesWhatItPaysAndWhatItPaid() {
            assertThat(payments.replace(acme, "301", MONDAY, amounts("145", "100.00", "146", "50.55")))
                    .containsExactly("145", "146");
            assertThat(payments.replace(acme, "301", MONDAY, amounts("146", "50.55", "147", "100.00")))
                    .as("what it moved from, too")
                    .containsExactly("145", "146", "147");
            assertThat(payments.replace(acme, "301", null, Map.of()))
                    .as("taken back")
                    .containsExactly("146", "147");

            assertThat(payments.replace(acme, "301", null, Map.of())).isEmpty();
            assertThat(count("payment_link")).isZero();
        }

        @Test
        void amountsAreKeptToTheCent() {
            payments.replace(acme, "301", MONDAY, amounts("145", "0.10"));

            assertThat(jdbc.sql("select amount from payment_link")
                            .query(BigDecimal.class)
                            .single())
                    .isEqualByComparingTo("0.10");
        }

        @Test
        void paymentsOfOtherCompaniesStay() {
            payments.replace(acme, "301", MONDAY, amounts("145", "100.00"));
            payments.replace(globex, "301", FRIDAY, amounts("145", "7.00"));
            payments.replace(acme, "302", MONDAY, amounts("145", "1.00"));

            assertThat(payments.replace(acme, "301", null, Map.of())).containsExactly("145");

            assertThat(texts("select connection_id || '/' || payment_id from payment_link order by payment_id"))
                    .containsExactlyInAnyOrder(globex + "/301", acme + "/302");
            assertThat(payments.lastPaymentOn(acme, "145")).isEqualTo(MONDAY);
        }

        @Test
        void theLastPaymentGivesTheDay() {
            assertThat(payments.lastPaymentOn(acme, "145")).isNull();
            payments.replace(acme, "300", null, amounts("145", "1.00"));
            assertThat(payments.lastPaymentOn(acme, "145")).isNull();

            payments.replace(acme, "301", FRIDAY, amounts("145", "1.00"));
            payments.replace(acme, "302", MONDAY, amounts("145", "1.00"));
            assertThat(payments.lastPaymentOn(acme, "145")).isEqualTo(FRIDAY);

            payments.replace(acme, "301", null, Map.of());
            assertThat(payments.lastPaymentOn(acme, "145")).isEqualTo(MONDAY);
        }

        private static Map<String, BigDecimal> amounts(String invoice, String amount) {
            return Map.of(invoice, new BigDecimal(amount));
        }

        private static Map<String, BigDecimal> amounts(String first, String amount, String second, String other) {
            return Map.of(first, new BigDecimal(amount), second, new BigDecimal(other));
        }
    }
}
