package org.wonbooks.ledger.books;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.wonbooks.invoicing.settlement.InvoicePayment;
import org.wonbooks.ledger.books.CustomerLinks.Link;
import org.wonbooks.testing.AtOnce;
import org.wonbooks.testing.ConnectedTest;
import org.wonbooks.testing.TestDatabase;
import org.wonbooks.testing.Whole;

/** Who is who, and what paid what. */
class LinksTest {

    @Nested
    class OnH2 extends Links {
        OnH2() {
            super(TestDatabase.H2);
        }
    }

    @Nested
    @Whole
    class OnPostgreSql extends Links {
        OnPostgreSql() {
            super(TestDatabase.POSTGRESQL);
        }
    }

    abstract static class Links extends ConnectedTest {

        private static final LocalDate MONDAY = LocalDate.of(2026, 11, 16);
        private static final LocalDate FRIDAY = LocalDate.of(2026, 11, 20);

        private final CustomerLinks customers;
        private final PaymentLinks payments;
        private long globex;

        Links(TestDatabase database) {
            super(database);
            customers = bean(CustomerLinks.class);
            payments = bean(PaymentLinks.class);
        }

        @BeforeEach
        void anotherConnection() {
            globex = readyConnection("Globex");
        }

        @Test
        void theFirstCustomerStays() {
            customers.link(acme, "contact:17", "58", "{}", false);
            customers.link(acme, "contact:17", "59", "{}", false);
            customers.link(globex, "contact:17", "60", "{}", false);

            assertThat(customers.find(acme, "contact:17")).contains(new Link("58", false, "{}"));
            assertThat(customers.find(globex, "contact:17")).contains(new Link("60", false, "{}"));
            assertThat(customers.find(acme, "company:17")).isEmpty();
        }

        @Test
        void whoIsLinkedToAGoneCustomerIsLinkedAnewAndAllFollowAMerge() {
            customers.link(acme, "contact:17", "58", "{}", true);
            customers.link(acme, "contact:18 EUR", "58", "{}", false);
            customers.link(globex, "contact:17", "58", "{}", false);
            assertThat(customers.parties(acme, "58")).containsExactly("contact:17", "contact:18");

            bean(GoneCustomers.class).note(acme, "58");
            bean(GoneCustomers.class).note(acme, "58");
            assertThat(customers.find(acme, "contact:17")).contains(new Link("58", true, "{}"));
            assertThat(customers.find(globex, "contact:17")).contains(new Link("58", false, "{}"));

            customers.link(acme, "contact:17", "59", "there", true);
            assertThat(customers.find(acme, "contact:17")).contains(new Link("59", false, "there"));
            assertThat(customers.find(acme, "contact:18 EUR")).contains(new Link("58", true, "{}"));

            customers.merged(acme, "58", "60");
            customers.link(acme, "contact:18 EUR", "60", "there", false);
            assertThat(customers.find(acme, "contact:18 EUR")).contains(new Link("60", false, "{}"));
            assertThat(customers.find(acme, "contact:17")).contains(new Link("59", false, "there"));
            assertThat(customers.parties(globex, "58")).containsExactly("contact:17");
        }

        @Test
        void ofManyAtOnceOneIsTheFirst() throws Exception {
            List<String> seen = AtOnce.run(16, caller -> {
                customers.link(acme, "contact:17", String.valueOf(caller), "{}", false);
                return customers.find(acme, "contact:17").orElseThrow().customerId();
            });

            assertThat(count("customer_link")).isOne();
            assertThat(seen).containsOnly(seen.get(0));
        }

        @Test
        void whoeverComesSecondGoesOnInItsTransaction() {
            CompletableFuture<Void> second = transaction.execute(status -> {
                customers.link(acme, "contact:17", "58", "{}", false);
                CompletableFuture<Void> waiting =
                        CompletableFuture.runAsync(() -> transaction.executeWithoutResult(x -> {
                            customers.link(acme, "contact:17", "59", "{}", false);
                            customers.link(acme, "company:4", "59", "{}", false);
                        }));
                Awaitility.await().until(() -> database.somebodyWaits(jdbc));
                return waiting;
            });
            second.join();

            assertThat(customers.find(acme, "contact:17")).contains(new Link("58", false, "{}"));
            assertThat(customers.find(acme, "company:4")).contains(new Link("59", false, "{}"));
        }

        @Test
        void aPaymentTouchesWhatItPaysAndEverPaid() {
            assertThat(payments.keep(acme, seen("301", MONDAY, amounts("145", "100.00", "146", "50.55"), 1)))
                    .isTrue();
            assertThat(payments.keep(acme, seen("301", MONDAY, amounts("146", "50.55", "147", "100.00"), 2)))
                    .isTrue();
            assertThat(payments.touched(acme, "301"))
                    .as("what it moved from, too")
                    .containsExactly("145", "146", "147");
            assertThat(ended("145")).containsExactly("301 MOVED");

            assertThat(payments.keep(acme, SeenPayment.deleted("301", at(3)))).isTrue();
            assertThat(payments.touched(acme, "301")).containsExactly("145", "146", "147");
            assertThat(ended("145")).containsExactly("301 MOVED");
            assertThat(ended("146")).containsExactly("301 DELETED");
            assertThat(payments.keep(acme, SeenPayment.deleted("301", at(4))))
                    .as("nothing new")
                    .isFalse();
        }

        @Test
        void aReadingThatBeganEarlierChangesNothing() {
            payments.keep(acme, seen("301", MONDAY, amounts("145", "100.00"), 2));

            assertThat(payments.keep(acme, seen("301", FRIDAY, amounts("146", "100.00"), 1)))
                    .isFalse();

            assertThat(payments.touched(acme, "301")).containsExactly("145");
            assertThat(payments.on(acme, "145"))
                    .containsExactly(
                            new InvoicePayment("301", new BigDecimal("100.00"), MONDAY, null, new BigDecimal("0.00")));
        }

        @Test
        void paymentsOfOtherCompaniesStay() {
            payments.keep(acme, seen("301", MONDAY, amounts("145", "100.00"), 1));
            payments.keep(globex, seen("301", FRIDAY, amounts("145", "7.00"), 1));
            payments.keep(acme, seen("302", MONDAY, amounts("145", "0.10"), 1));

            payments.keep(acme, SeenPayment.deleted("301", at(2)));

            assertThat(ended("145")).containsExactly("301 DELETED", "302 null");
            assertThat(payments.on(globex, "145"))
                    .extracting(InvoicePayment::ended)
                    .containsOnlyNulls();
        }

        @Test
        void anInvoiceIsKeptAsItWasReadLast() {
            SeenInvoices invoices = bean(SeenInvoices.class);
            SeenInvoice open = invoice("100.00", List.of(), 2);
            assertThat(invoices.keep(acme, open)).isTrue();
            assertThat(invoices.keep(acme, invoice("100.0", List.of(), 3)))
                    .as("says nothing new")
                    .isFalse();
            assertThat(invoices.keep(acme, invoice("40", List.of("301", "302"), 1)))
                    .as("was read earlier")
                    .isFalse();
            assertThat(invoices.find(acme, "145").orElseThrow().balance()).isEqualByComparingTo("100");

            assertThat(invoices.keep(acme, invoice("40", List.of("301", "302"), 4)))
                    .isTrue();
            assertThat(invoices.find(acme, "145").orElseThrow().payments()).containsExactly("301", "302");
            assertThat(invoices.gone(acme, "145", at(5))).isTrue();
            assertThat(invoices.find(acme, "145").orElseThrow().gone()).isTrue();
            assertThat(invoices.find(globex, "145")).isEmpty();
        }

        private List<String> ended(String invoiceId) {
            return payments.on(acme, invoiceId).stream()
                    .map(payment -> payment.paymentId() + " " + payment.ended())
                    .toList();
        }

        private static SeenPayment seen(String id, LocalDate day, Map<String, BigDecimal> amounts, int second) {
            return new SeenPayment(id, day, amounts, BigDecimal.ZERO, "MOVED", at(second), at(second));
        }

        private static SeenInvoice invoice(String balance, List<String> payments, int second) {
            return new SeenInvoice(
                    "145",
                    new BigDecimal("100.00"),
                    new BigDecimal(balance),
                    false,
                    false,
                    payments,
                    "1001",
                    "7",
                    null,
                    null,
                    at(second),
                    at(second));
        }

        private static Instant at(int second) {
            return Instant.parse("2026-11-20T12:00:00Z").plusSeconds(second);
        }

        private static Map<String, BigDecimal> amounts(String invoice, String amount) {
            return Map.of(invoice, new BigDecimal(amount));
        }

        private static Map<String, BigDecimal> amounts(String first, String amount, String second, String other) {
            return Map.of(first, new BigDecimal(amount), second, new BigDecimal(other));
        }
    }
}
