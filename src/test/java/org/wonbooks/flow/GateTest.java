package org.wonbooks.flow;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.wonbooks.testing.SandboxCalls;

/** Mappings that contradict what was decided reach nobody, and say where; those that add to it are sent as they are. */
class GateTest extends WonbooksByHand {

    private static final String INVOICE = "invoice.groovy";
    private static final String CUSTOMER = "customer.groovy";
    private static final Pattern EXAMPLE = Pattern.compile("(?ms)^```groovy\\n( {4,}\\w+ *: .*?\\n)```$");

    /** The sandbox's company has had it before; so has the deal of each test. */
    private static long contact;

    private static String customer;

    private static int names;

    @ParameterizedTest(name = "{0}: {1} -> {2}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            textBlock =
                    """
            CustomerRef     | ref(variables.customerId)        | ref('1')
            CustomerRef     | CustomerRef                 : ref(variables.customerId), |
            CustomerRef     | def ref =                        | variables.customerId = '1'; def ref =
            CurrencyRef     | ref(deal.currency())             | ref('EUR')
            TxnDate         | deal.date().toString()           | deal.date().plusDays(1).toString()
            BillEmail       | [Address: deal.email()]          | [Address: 'joe@else.example']
            BillEmail       | BillEmail                   :    | BillEmailBcc                :
            PrivateNote     | deal.marker()                    | 'Thank you'
            GlobalTaxCalculation | deal.tax().calculation()    | 'TaxInclusive'
            Amount          | line.amount()                    | line.amount() * 2
            Amount          | line.amount()                    | line.amount().toDouble() * 1.1d
            Amount          | [Amount: deal.discount()         | [Amount: deal.discount() * 2
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
            Notes            | 'Kommo ' + deal.party()  | 'Kommo contact:7'
            PrimaryEmailAddr | [Address: deal.email()]  | [Address: 'joe@else.example']
            CurrencyRef      | [value: deal.currency()] : null | [value: 'EUR'] : [value: 'EUR']
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
        assertThat(work("fix", "deal-won", lead)).isEqualTo("Put the mapping right, then replay.");
        assertThat(posts()).isEmpty();
        assertThat(sandbox.invoicesOf(lead)).isEmpty();
    }

    @Test
    void isBilledOnceWhenTheMappingIsMendedAndReplayed() {
        long lead = fresh();
        try (Edited mapping = edited(CUSTOMER, "'Kommo ' + deal.party()", "'Thank you'")) {
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

    static List<String> examples() throws IOException {
        return EXAMPLE.matcher(Files.readString(Path.of("docs/edit-routes.md")))
                .results()
                .map(example -> example.group(1))
                .toList();
    }

    /** The guide's own examples: each is in the books. */
    @ParameterizedTest
    @MethodSource("examples")
    void whatAMappingMaySetIsInTheBooks(String example) {
        discounts();
        sandbox.patch("/quickbooks/realms/" + SandboxCalls.REALM + "/company", "{\"customFields\": [\"PO\"]}");
        long lead = another();
        String key = example.strip().replaceFirst("(?s)\\W.*", "");
        boolean ofALine = example.startsWith("     ");
        String end = "].findAll { it.value != null && it.value != [] }";
        try (Edited mapping = ofALine
                ? edited(INVOICE, "            Qty  ", example + "            Qty  ")
                : edited(INVOICE, end, example + end)) {
            assertThat(preview(lead).path("outcome").asText()).isEqualTo("INVOICE");
            invoice(lead);
        }
        JsonNode asked = read(request(lead, "invoice"));
        String id = only(sandbox.invoicesOf(lead)).path("id").asText();
        JsonNode booked = sandbox.get("/quickbooks/realms/" + SandboxCalls.REALM + "/invoice/" + id);
        assertThat(asked.findValue(key)).as(key + " in " + asked).isNotNull();
        if (!key.equals("Line")) {
            assertThat(booked.findValue(key)).as(key + " in " + booked).isNotNull();
        } else {
            assertThat(booked.findValuesAsText("DetailType")).contains("DescriptionOnly");
        }
        assertThat(booked.path("TotalAmt").decimalValue()).isEqualByComparingTo("150");
    }

    @Test
    void theGuideHasExamples() throws IOException {
        assertThat(examples()).hasSizeGreaterThan(12);
    }

    private void discounts() {
        api(
                "PATCH",
                "/connections/" + connection().id(),
                "{\"settings\": {\"invoice\": {\"discountField\": \"DISCOUNT\", \"lines\": \"products\"}}}");
    }

    /** One more won deal of a contact who is a customer already. */
    private long another() {
        long lead = sandbox.deal(
                """
                {"name": "Another", "price": 150, "contact": {"id": %s}, "fields": {"DISCOUNT": "10"},
                 "products": [{"name": "Services", "price": 160}]}"""
                        .formatted(contact()));
        sandbox.win(lead);
        return lead;
    }

    private long contact() {
        if (contact == 0) {
            sandbox.post("/kommo/fields", "[{\"name\": \"DISCOUNT\", \"type\": \"text\", \"code\": \"DISCOUNT\"}]");
            long lead = fresh();
            invoice(lead);
            contact = sandbox.lead(lead).at("/contact/id").asLong();
            customer = column("select customer_id from deal where lead_id = ?", lead);
        }
        return contact;
    }

    private long fresh() {
        String name = "Gate " + names++;
        return won(name, "150", "{'name': '" + name + "', 'email': 'gate" + names + "@gate.example'}", null);
    }

    private JsonNode preview(long lead) {
        return read(api("POST", "/deals/" + connection().id() + "/" + lead + "/preview", ""));
    }

    /** What was asked of QuickBooks that makes something. */
    private List<String> posts() {
        return StreamSupport.stream(sandbox.get("/calls?system=quickbooks").spliterator(), false)
                .filter(call -> call.path("method").asText().equals("POST"))
                .map(call -> call.path("path").asText())
                .filter(path -> path.matches(".*/(customer|invoice|item)$"))
                .toList();
    }

    private Edited edited(String file, String from, String to) {
        try {
            Path mapping = settings.routes().resolve("mappings").resolve(file);
            String shipped = Files.readString(mapping);
            String part = from.replace("~", "");
            assertThat(shipped).contains(part);
            String text = shipped.replace(part, to == null ? "" : to.replace("~", ""));
            Files.writeString(mapping, text);
            return new Edited(mapping, shipped, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A mapping that an integrator has changed, put back when it is closed. */
    private record Edited(Path mapping, String shipped, String text) implements AutoCloseable {

        /** Where a person looks for a key, as far as a look at the text tells. */
        String place(String key) {
            List<String> lines = text.lines().toList();
            Pattern named = Pattern.compile("(^|\\W)" + key + "\\s*:");
            String found = IntStream.range(0, lines.size())
                    .filter(i -> named.matcher(lines.get(i)).find())
                    .mapToObj(i -> String.valueOf(i + 1))
                    .collect(Collectors.joining(" or "));
            return mapping.getFileName() + ":" + (found.isEmpty() ? lines.indexOf("[") + 1 : found);
        }

        @Override
        public void close() {
            try {
                Files.writeString(mapping, shipped);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
