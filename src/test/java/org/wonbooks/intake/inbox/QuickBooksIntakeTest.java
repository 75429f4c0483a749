package org.wonbooks.intake.inbox;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.wonbooks.testing.TestDatabase;
import org.wonbooks.testing.Whole;

/** What is stored of a delivery from QuickBooks, and what it makes due. */
class QuickBooksIntakeTest {

    @Nested
    class OnH2 extends FromQuickBooks {
        OnH2() {
            super(TestDatabase.H2);
        }
    }

    @Nested
    @Whole
    class OnPostgreSql extends FromQuickBooks {
        OnPostgreSql() {
            super(TestDatabase.POSTGRESQL);
        }
    }

    abstract static class FromQuickBooks extends BothIntakes {

        FromQuickBooks(TestDatabase database) {
            super(database);
        }

        @ParameterizedTest
        @ValueSource(strings = {"", "no json", "[", "7", "[]", "{\"eventNotifications\": 3}", "[{\"id\": \"a\"}]"})
        void aSignedBodyThatCannotBeReadIsStoredAndSkipped(String body) {
            assertThat(quickbooks(body.getBytes(UTF_8))).isEqualTo(200);

            assertThat(row("select * from inbox"))
                    .contains(entry("source", "QUICKBOOKS"), entry("body", body.getBytes(UTF_8)));
            assertThat(skipped()).hasSize(1);
            assertThat(work()).isEmpty();
        }

        @Test
        void aPaymentIsDueOnALaneOfItsOwn() {
            quickbooks(events(event("e1", REALM, "payment.created", "301")));

            assertThat(work()).containsExactly("payment-received 301 x1");
            assertThat(row("select lane from work")).containsValue(acme + "/payment/301");
            assertThat(texts("select what from event")).containsExactly("payment 301 created");
        }

        @Test
        void anInvoiceOfOursIsDueOnItsDealsLane() {
            invoiced(7, "145");

            quickbooks(events(
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

            quickbooks(events(
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
            quickbooks(body);
            quickbooks(body);
            quickbooks(
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
            quickbooks(body);
            quickbooks(body);

            assertThat(work()).containsExactly("payment-received 301 x2");
        }
    }
}
