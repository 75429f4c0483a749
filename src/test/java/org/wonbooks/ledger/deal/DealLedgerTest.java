package org.wonbooks.ledger.deal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DuplicateKeyException;
import org.wonbooks.invoicing.PostalAddress;
import org.wonbooks.invoicing.draft.InvoiceIntent;
import org.wonbooks.invoicing.draft.InvoiceLine;
import org.wonbooks.invoicing.money.SalesTax;
import org.wonbooks.invoicing.settlement.DealState;
import org.wonbooks.invoicing.settlement.InvoicePayment;
import org.wonbooks.invoicing.settlement.Settlement;
import org.wonbooks.testing.ConnectedTest;
import org.wonbooks.testing.TestDatabase;
import org.wonbooks.testing.Whole;

/** What is kept of a deal. */
class DealLedgerTest {

    @Nested
    class OnH2 extends Deals {
        OnH2() {
            super(TestDatabase.H2);
        }
    }

    @Nested
    @Whole
    class OnPostgreSql extends Deals {
        OnPostgreSql() {
            super(TestDatabase.POSTGRESQL);
        }
    }

    abstract static class Deals extends ConnectedTest {

        private final DealLedger deals;
        private final FrozenIntents intents;
        private final InvoiceLedger invoices;
        private final DealAttention attention;
        private long globex;

        Deals(TestDatabase database) {
            super(database);
            deals = bean(DealLedger.class);
            intents = bean(FrozenIntents.class);
            invoices = bean(InvoiceLedger.class);
            attention = bean(DealAttention.class);
        }

        @BeforeEach
        void anotherConnection() {
            globex = readyConnection("Globex");
        }

        @Test
        void aDealIsOpenedOnceAndKeepsItsLatestName() {
            Deal deal = deals.open(acme, 7, "Website");
            assertThat(deal.state()).isEqualTo(DealState.WON);
            assertThat(deal.frozen()).isFalse();
            assertThat(deal.decision()).isNull();
            assertThat(deal.cycle()).isOne();

            assertThat(deals.open(acme, 7, "Website, again").id()).isEqualTo(deal.id());

            assertThat(deals.find(acme, 7)).get().returns("Website, again", Deal::name);
            assertThat(deals.find(globex, 7)).isEmpty();
            assertThat(deals.find(acme, 8)).isEmpty();
        }

        /** As while instances of two versions run beside each other. */
        @Test
        void aConnectionThatTheVersionBeforeMadeIsCountedToo() {
            jdbc.sql("delete from burst").update();
            Decisions decisions = bean(Decisions.class);
            transaction.executeWithoutResult(status -> decisions.oneAtATime(acme));
            transaction.executeWithoutResult(status -> decisions.oneAtATime(acme));
            assertThat(row("select count(*) as rows_there from burst where connection_id = ?", acme))
                    .containsValue(1L);
        }

        @Test
        void whatIsInvoicedIsDecidedOnce() {
            Deal deal = deals.open(acme, 7, "Website");
            InvoiceIntent first = intent("1500.10");
            intents.freeze(deal, first);
            intents.freeze(deal, intent("9999.99"));

            Deal frozen = deals.get(deal.id());
            assertThat(frozen.frozen()).isTrue();
            assertThat(frozen.intent()).isEqualTo(first);
            assertThat(frozen.intent().amount()).as("with its cents").hasToString("1500.10");
        }

        @Test
        void anInvoiceLeadsToItsDealWithinItsConnectionAlone() {
            Deal deal = deals.open(acme, 7, "Website");
            Deal other = deals.open(acme, 8, "Logo");
            invoices.invoiced(deal, "145", "1001", new BigDecimal("1500.10"), new BigDecimal("1500.10"), "EUR");

            assertThat(deals.findByInvoice(acme, "145")).get().satisfies(found -> {
                assertThat(found.leadId()).isEqualTo(7);
                assertThat(found.state()).isEqualTo(DealState.INVOICED);
                assertThat(found.docNumber()).isEqualTo("1001");
                assertThat(found.total()).isEqualByComparingTo("1500.10");
                assertThat(found.currency()).isEqualTo("EUR");
            });
            assertThat(deals.findByInvoice(globex, "145")).isEmpty();
            assertThatThrownBy(() -> invoices.invoiced(other, "145", "1001", BigDecimal.ONE, BigDecimal.ONE, "EUR"))
                    .isInstanceOf(DuplicateKeyException.class);
        }

        @Test
        void countsWhatKommoWasToldOfTheMoney() {
            Deal won = deals.open(acme, 7, "Website");
            BigDecimal hundred = new BigDecimal("100.00");
            invoices.invoiced(won, "40", "1001", hundred, hundred, "USD");
            Deal deal = deals.get(won.id());
            LocalDate day = LocalDate.of(2026, 11, 22);
            Settlement half = Settlement.of(
                    new BigDecimal("100.00"),
                    new BigDecimal("50.00"),
                    List.of(new InvoicePayment("7", BigDecimal.ONE, day, null, null)),
                    true);
            invoices.settled(deal, half);
            invoices.settled(
                    deal,
                    Settlement.of(
                            new BigDecimal("100.00"),
                            new BigDecimal("0.00"),
                            List.of(new InvoicePayment("7", BigDecimal.ONE, day, null, null)),
                            true));

            Deal paid = deals.get(deal.id());
            assertThat(paid.state()).isEqualTo(DealState.PAID);
            assertThat(paid.balance()).isEqualByComparingTo("0");
            assertThat(paid.paidOn()).isEqualTo(day);
            assertThat(paid.money().settlementNo()).isEqualTo(2);
            assertThat(paid.settlement().paid()).isEqualByComparingTo("100");
            assertThat(paid.settlement().sameAs(half)).isFalse();
        }

        @Test
        void whatIsPaidStaysPaidWhenItsSendingIsWrittenDownLate() {
            Deal deal = deals.open(acme, 7, "Website");
            jdbc.sql("update deal set state = 'PAID' where id = ?")
                    .param(deal.id())
                    .update();
            invoices.emailed(deal, NOON, "jane@roe.example");

            assertThat(deals.get(deal.id()).state()).isEqualTo(DealState.PAID);
            assertThat(deals.get(deal.id()).emailedAt()).isEqualTo(NOON);
        }

        @Test
        void anyTextIsKeptAsFarAsTheColumnGoes() {
            String text = "\u0000Web\u0000site" + "x".repeat(1992) + "\uD83D\uDE00".repeat(9);
            Deal deal = deals.open(acme, 7, text);
            deals.open(acme, 7, text);
            attention.difference(deal, text);
            deals.note(deal, text);

            Deal kept = deals.get(deal.id());
            assertThat(kept.name()).startsWith("Websitexxx").hasSize(500);
            assertThat(kept.attention().difference())
                    .startsWith("Websitexxx")
                    .endsWith("x")
                    .hasSize(1999);
            assertThat(texts("select text from timeline"))
                    .containsExactly(kept.attention().difference());
        }

        private static InvoiceIntent intent(String amount) {
            return new InvoiceIntent(
                    "contact:17",
                    "Zoë O'Brien",
                    "Zoë",
                    "O'Brien",
                    null,
                    "zoe@example.org",
                    List.of("zoe@home.example"),
                    List.of("zoe at work@"),
                    List.of("zoe@example.org"),
                    List.of(),
                    null,
                    new PostalAddress("Kade 1", null, "Delft", "ZH", "2611", "Netherlands"),
                    new PostalAddress("Kade 2", null, "Delft", "ZH", "2611", "Netherlands"),
                    new BigDecimal(amount),
                    "EUR",
                    true,
                    new BigDecimal("1.0834"),
                    "USD",
                    "Website",
                    List.of(new InvoiceLine(
                            "Website",
                            "19",
                            BigDecimal.ONE,
                            new BigDecimal("1239.7520661"),
                            new BigDecimal("1239.75"),
                            "5",
                            new BigDecimal(amount))),
                    new BigDecimal("10.00"),
                    "3",
                    SalesTax.coded("5", new BigDecimal("21"), true),
                    "AUTO_GENERATE",
                    "Thank you",
                    "7",
                    "8",
                    Map.of("1", "PO-77"),
                    true,
                    false,
                    Map.of("PO_NUMBER", "PO-77"),
                    LocalDate.of(2026, 11, 22),
                    "wonbooks:1:7:1",
                    true,
                    "products 17 x 1");
        }
    }
}
