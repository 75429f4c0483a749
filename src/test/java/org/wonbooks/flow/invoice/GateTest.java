package org.wonbooks.flow.invoice;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Mappings that contradict what was decided reach nobody, and say where. */
class GateTest extends EditedMappings {

    private static final String CUSTOMER = "customer.groovy";

    @ParameterizedTest(name = "{0}: {1} -> {2}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            textBlock =
                    """
            CustomerRef     | ref(variables.customerId)        | ref('1')
            CustomerRef     | CustomerRef                 : ref(variables.customerId), |
            CustomerRef     | def ref =                        | variables.customerId = '1'; def ref =
            CurrencyRef     | ref(intent.currency())             | ref('EUR')
            TxnDate         | intent.date().toString()           | intent.date().plusDays(1).toString()
            BillEmail       | [Address: intent.email()]          | [Address: 'joe@else.example']
            BillEmail       | BillEmail                   :    | BillEmailBcc                :
            PrivateNote     | intent.marker()                    | 'Thank you'
            GlobalTaxCalculation | intent.tax().calculation()    | 'TaxInclusive'
            Amount          | line.amount()                    | line.amount() * 2
            Amount          | line.amount()                    | line.amount().toDouble() * 1.1d
            Amount          | [Amount: intent.discount()         | [Amount: intent.discount() * 2
            Amount          | lines + discount                 | lines
            Line            | lines + discount                 | lines + lines + discount
            UnitPrice       | line.unitPrice()                 | line.unitPrice() * 2
            UnitPrice       | line.quantity()                  | line.quantity() * 2
            TaxInclusiveAmt | line.gross()                     | line.amount() * 2
            TaxCodeRef      | ref(line.taxCode())              | ref('7')
            PercentBased    | PercentBased: false              | PercentBased: true
            DetailType      | lines + discount                 | lines + discount + [[DetailType: 'GroupLineDetail']]
            Id              | Line     ~                       | Id: '7', Line     ~
            SyncToken       | Line     ~                       | SyncToken: '0', Line     ~
            sparse          | Line     ~                       | sparse: true, Line     ~
            LinkedTxn       | Line     ~                       | LinkedTxn: [[TxnId: '7', TxnType: 'Estimate']], Line     ~
            Deposit         | Line     ~                       | Deposit: 5, Line     ~
            TotalAmt        | Line     ~                       | TotalAmt: 5, Line     ~
            TxnTaxDetail    | Line     ~                       | TxnTaxDetail: [TotalTax: 5], Line     ~
            EmailStatus     | Line     ~                       | EmailStatus: 'NeedToSend', Line     ~
            """)
    void anInvoiceThatContradictsReachesNobody(String key, String from, String to) {
        discounts();
        long lead = another();
        sandbox.delete("/calls");
        try (Edited mapping = edited(INVOICE, from, to)) {
            refused(lead, mapping.place(key), key);
        }
        assertThat(steps(lead)).noneMatch(step -> step.startsWith("invoice"));
    }

    @ParameterizedTest(name = "{0}: {1} -> {2}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            textBlock =
                    """
            DisplayName      | variables.customerName   | variables.customerName + ' Ltd'
            Notes            | 'Kommo ' + intent.party()  | 'Kommo contact:7'
            PrimaryEmailAddr | [Address: intent.ownEmail()]  | [Address: 'joe@else.example']
            CurrencyRef      | [value: intent.currency()] : null | [value: 'EUR'] : [value: 'EUR']
            ParentRef        | SalesTermRef             | ParentRef: [value: '1'], SalesTermRef
            BillWithParent   | SalesTermRef             | BillWithParent: true, SalesTermRef
            Active           | ].findAll { it.value }   | ] + [Active: false]
            Id               | SalesTermRef             | Id: '7', SalesTermRef
            """)
    void aCustomerWhoWouldBeSomebodyElseIsNotMade(String key, String from, String to) {
        long lead = fresh();
        sandbox.delete("/calls");
        try (Edited mapping = edited(CUSTOMER, from, to)) {
            refused(lead, mapping.place(key), key);
        }
        assertThat(steps(lead)).noneMatch(step -> step.startsWith("customer"));
    }

    /** As the flow and a preview say it; nothing is shown as if it would be sent. */
    private void refused(long lead, String place, String key) {
        JsonNode preview = preview(lead);
        assertThat(preview.path("outcome").asText()).isEqualTo("DEAD");
        assertThat(preview.path("reason").asText()).startsWith(place + ": ").contains(key + " ");
        assertThat(preview.path("invoice").isNull()).isTrue();
        assertThat(preview.path("customer").isNull()).isTrue();
        assertThat(preview.path("steps")).isEmpty();
        run(lead);
        until().until(() -> workState("deal-won", lead), "DEAD"::equals);
        assertThat(reason("deal-won", lead)).isEqualTo(preview.path("reason").asText());
        assertThat(work("fix", "deal-won", lead)).isEqualTo("Put the mapping right, then press “Try again”.");
        assertThat(posts()).isEmpty();
        assertThat(sandbox.invoicesOf(lead)).isEmpty();
    }

    @Test
    void isBilledOnceWhenTheMappingIsMendedAndReplayed() {
        long lead = fresh();
        try (Edited mapping = edited(CUSTOMER, "'Kommo ' + intent.party()", "'Thank you'")) {
            refused(lead, mapping.place("Notes"), "Notes");
        }
        try (Edited mapping = edited(INVOICE, "ref(variables.customerId)", "ref('1')")) {
            replay("deal-won", lead);
            until().until(() -> reason("deal-won", lead), reason -> reason.startsWith(mapping.place("CustomerRef")));
            awaitQuiet();
        }
        replay("deal-won", lead);
        awaitNotes(lead, 1);
        awaitQuiet();
        assertThat(only(sandbox.invoicesOf(lead)).path("total").decimalValue()).isEqualByComparingTo("150");
        assertThat(posts()).filteredOn(path -> path.endsWith("/invoice")).hasSize(1);
    }

    /** As an earlier version may have left it: neither is it sent, nor is it lost when nothing came of it. */
    @Test
    void aTextThatAnEarlierRunWroteDownIsHeldToItToo() {
        long lead = another();
        sandbox.post(
                "/faults",
                """
                {"system": "quickbooks", "method": "POST", "path": "invoice$", "count": 99, "kind": "cut", "when": "before"}
                """);
        run(lead);
        until().until(() -> workState("deal-won", lead), "DEAD"::equals);
        sandbox.delete("/faults");
        try (Edited mapping = edited(INVOICE, "line.amount()", "line.amount() * 2")) {
            assertThat(preview(lead).path("outcome").asText())
                    .as("what was written down is as decided")
                    .isEqualTo("INVOICE");
        }
        jdbc.sql("update step set request = replace(request, '\"" + customer + "\"', '\"1\"') where name = 'invoice'"
                        + " and state = 'CALLING'")
                .update();
        sandbox.delete("/calls");
        replay("deal-won", lead);
        until().until(() -> reason("deal-won", lead), reason -> reason.contains("CustomerRef is 1"));
        assertThat(preview(lead).path("reason").asText()).isEqualTo(reason("deal-won", lead));
        assertThat(reason("deal-won", lead)).startsWith("An earlier run has asked for something else");
        assertThat(posts()).isEmpty();

        time.pass(Duration.ofMinutes(6));
        replay("deal-won", lead);
        awaitNotes(lead, 1);
        assertThat(sandbox.invoicesOf(lead)).hasSize(1);
    }

    @Test
    void inShadowItIsSaidToo() {
        contact();
        mode("shadow");
        long lead = another();
        try (Edited mapping = edited(INVOICE, "line.amount()", "line.amount() * 2")) {
            run(lead);
            until().until(() -> workState("deal-won", lead), "SKIPPED"::equals);
            JsonNode shadow = read(api("GET", "/deals/" + connection().id() + "/" + lead, null))
                    .path("shadow");
            assertThat(shadow.path("outcome").asText()).isEqualTo("DEAD");
            assertThat(shadow.path("reason").asText())
                    .isEqualTo(mapping.place("Amount") + ": Amount of line 1 is 300.00, and 150.00 was decided");
            assertThat(shadow.path("invoice").isNull()).isTrue();
        }
    }

    @Test
    void anItemIsMadeForItsProductAlone() {
        api(
                "PATCH",
                "/connections/" + connection().id(),
                "{\"settings\": {\"invoice\": {\"lines\": \"products\", \"createItems\": true}}}");
        for (String edit : List.of("Name", "Sku", "Id")) {
            String name = "Gate item " + names++;
            long lead = sandbox.deal(
                    """
                    {"name": "Item", "price": 40, "contact": {"id": %s}, "products": [{"name": "%s", "price": 40}]}"""
                            .formatted(contact(), name));
            sandbox.win(lead);
            sandbox.delete("/calls");
            try (Edited mapping = edited("item.groovy", "    Type ", "    " + edit + ": 'Another',\n    Type ")) {
                run(lead);
                until().until(() -> workState("deal-won", lead), "DEAD"::equals);
                assertThat(reason("deal-won", lead)).startsWith(mapping.place(edit) + ": " + edit + " is Another");
            }
            assertThat(posts()).isEmpty();
        }
    }

    @Test
    void theDealInKommoIsNoOther() {
        long lead = another();
        try (Edited mapping =
                edited("deal-invoiced.groovy", "    custom_fields_values", "    id: 5,\n    custom_fields_values")) {
            run(lead);
            until().until(() -> workState("deal-won", lead), "DEAD"::equals);
            assertThat(reason("deal-won", lead))
                    .isEqualTo(mapping.place("id") + ": id is 5, and " + lead + " was decided");
        }
    }

    /** What an update sends is the difference of two texts. */
    @Test
    void anUpdateIsHeldToItToo() {
        api(
                "PATCH",
                "/connections/" + connection().id(),
                "{\"settings\": {\"invoice\": {\"updateUnsent\": true, \"send\": false}}}");
        long lead = another();
        invoice(lead);
        sandbox.post("/kommo/leads/" + lead, "{\"price\": 170}");
        sandbox.delete("/calls");
        try (Edited mapping = edited(INVOICE, "line.amount()", "line.amount() * 2")) {
            run(lead);
            until().until(() -> workState("deal-won", lead), "DEAD"::equals);
            assertThat(reason("deal-won", lead)).startsWith(mapping.place("Amount") + ": Amount of line 1 is ");
            assertThat(posts()).isEmpty();
        }
        replay("deal-won", lead);
        until().until(() -> only(sandbox.invoicesOf(lead)).path("total").asInt(), total -> total == 170);
        awaitQuiet();
    }
}
