package org.wonbooks.flow.preview;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.wonbooks.testing.WonbooksByHand;

/** What a preview says is what is then sent, to the letter; and it writes nothing. */
class PreviewTest extends WonbooksByHand {

    /** What the clockwork sets, whatever happens meanwhile. */
    private static final Set<String> CLOCKWORK = Set.of("drift_due_at");

    /** What every call of an API counts or keeps. */
    private static final Set<String> COUNTED = Set.of("metered_reads", "token", "token_refresh", "rate_place");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            textBlock =
                    """
            New customer    | 1500.5  | {'name': 'Nell Newman', 'email': 'nell@newman.example', 'phone': '+1 212 555 0100'} |
            No e-mail       | 300     | {'name': 'Noel Nomail'} |
            By e-mail       | 0.1     | {'name': 'Dana W.', 'email': 'dana@northgate.example'} |
            A vendor's name | 55      | {'name': 'Bay Area Paper', 'email': 'paper@bay.example'} |
            A person's name | 56      | {'name': 'emily platt'} |
            Another's name  | 57      | {'name': 'Cool Cars', 'email': 'other@cars.example'} |
            An old name     | 58      | {'name': 'Aiko Tanaka (deleted)'} |
            Not Latin       | 59.99   | {'name': 'Ольга Петрова', 'email': 'olga@petrova.example'} |
            A company       | 1234.56 | {'name': 'Carl Clerk', 'email': 'carl@clerk.example'} | {'name': 'Clerk & Sons "Ltd"'}
            Line: q         | 99.999  | {'name': 'Quentin O^Quote \\\\ Sons: Ltd'} |
            """)
    void isSentToTheLetter(String name, String price, String contact, String company) {
        long lead = won(name, price, contact, company);

        String preview = preview(lead);
        assertThat(read(preview).path("outcome").asText()).as(preview).isEqualTo("INVOICE");
        invoice(lead);

        String customerId = column("select customer_id from deal where lead_id = ?", lead);
        String made = Stream.of("customer-renamed", "customer")
                .filter(step -> steps(lead).contains(step + " DONE"))
                .findFirst()
                .orElse(null);
        String sent = request(lead, "invoice");
        if (made == null) {
            assertThat(preview).contains("\"customer\":null", "\"placeholder\":null", "\"invoice\":" + sent);
            assertThat(read(preview).path("steps").get(0).asText()).contains("customer " + customerId + " ");
        } else {
            String placeholder = read(preview).path("placeholder").asText();
            assertThat(preview)
                    .contains("\"customer\":" + request(lead, made))
                    .contains("\"invoice\":"
                            + sent.replace(
                                    "\"CustomerRef\":{\"value\":\"" + customerId + "\"}",
                                    "\"CustomerRef\":{\"value\":\"" + placeholder + "\"}"));
        }
        assertThat(read(preview).path("checks"))
                .extracting(check -> check.path("check").asText())
                .containsExactly("won", "what is invoiced", "customer", "invoice", "e-mail");
    }

    @Test
    void knowsTheCustomerByItsLinkAndWhatIsInvoicedAlready() {
        long first = won("First", "10", "{'name': 'Lena Linked'}", null);
        invoice(first);
        long contact = sandbox.lead(first).at("/contact/id").asLong();
        long second = sandbox.deal("{\"name\": \"Second\", \"price\": 20, \"contact\": {\"id\": " + contact + "}}");
        sandbox.win(second);

        JsonNode preview = read(preview(second));
        assertThat(preview.path("steps").get(0).asText()).contains("Lena Linked", "known from an earlier deal");
        assertThat(preview.path("customer").isNull()).isTrue();
        String before = preview(second);
        invoice(second);
        assertThat(before).contains("\"invoice\":" + request(second, "invoice"));

        String after = preview(second);
        assertThat(read(after).path("outcome").asText()).isEqualTo("INVOICED");
        assertThat(read(after).at("/invoiced/invoiceId").asText()).isEqualTo(booked(second));
        assertThat(after).contains("\"invoice\":" + request(second, "invoice"));
    }

    @Test
    void saysAsTheDealDoesWhoGetsACopyAndWhatWasNotRead() {
        long lead = won(
                "Copies",
                "10",
                "{'name': 'Cora Copies', 'email': ['cora@copies.example; office@copies.example', 'cora c@copies.example']}",
                null);
        String recipients = "cora@copies.example, with a copy to office@copies.example";
        String unread = "Not read as an e-mail: \"cora c@copies.example\"";
        JsonNode preview = read(preview(lead));
        assertThat(preview.path("steps"))
                .extracting(JsonNode::asText)
                .contains("It is emailed to " + recipients, unread);
        assertThat(preview.at("/checks/4/detail").asText()).isEqualTo(recipients + ". " + unread);
        assertThat(preview.path("sources").toString())
                .contains(
                        "\"invoice.BillEmailCc.Address\",\"value\":\"office@copies.example\",\"source\":\"further e-mails");
        invoice(lead);
        assertThat(sandbox.lead(lead).at("/notes/0").asText())
                .contains(": emailed to " + recipients + " on ")
                .contains(". " + unread + ". ");

        long doubted = won("Doubt", "10", "{'name': 'Dan Doubt', 'email': 'dan doubt@copies.example'}", null);
        String obstacle = "Not emailed: \"dan doubt@copies.example\" is not certainly an e-mail address";
        assertThat(read(preview(doubted)).path("steps"))
                .extracting(JsonNode::asText)
                .contains(obstacle);
        invoice(doubted);
        assertThat(sandbox.lead(doubted).at("/notes/0").asText()).contains(": " + obstacle + ". ");
    }

    @Test
    void saysWhereEachValueComesFrom() {
        long lead = won("Sources", "1500.50", "{'name': 'Sue Source', 'email': 'sue@source.example'}", null);
        Map<String, String> sources = new TreeMap<>();
        read(preview(lead))
                .path("sources")
                .forEach(source -> sources.put(
                        source.path("path").asText(), source.path("source").asText()));
        assertThat(sources.get("invoice.Line[0].Amount")).startsWith("deal budget (price_with_minor_units");
        assertThat(sources.get("invoice.Line[0].Description")).startsWith("deal name");
        assertThat(sources.get("invoice.Line[0].SalesItemLineDetail.ItemRef.value"))
                .isEqualTo("setting invoice.item: Services");
        assertThat(sources.get("invoice.Line[0].SalesItemLineDetail.Qty")).isEqualTo("quantity of the product, or 1");
        assertThat(sources.get("invoice.AllowOnlineACHPayment")).isEqualTo("mapping");
        assertThat(sources.get("invoice.PrivateNote")).isEqualTo("mark of Wonbooks");
        assertThat(sources.get("invoice.CustomerRef.value")).isEqualTo("the new customer \"Sue Source\"");
        assertThat(sources.get("customer.DisplayName")).isEqualTo("name of the billed contact or company");
        assertThat(sources.get("customer.Notes")).isEqualTo("mapping, with who is billed in Kommo");
    }

    @Test
    void saysInTheFlowsOwnWordsWhyNot() {
        api("PATCH", "/connections/" + connection().id(), "{\"settings\": {\"invoice\": {\"maxAmount\": 1000}}}");
        Map<Long, String> outcomes = Map.of(
                won("For free", "0", "{'name': 'Fred Free'}", null), "SKIPPED",
                won("Too much", "1000.01", "{'name': 'Mia Much'}", null), "HELD",
                won("Nobody", "10", null, null), "DEAD",
                deal("Not won", "10", "Nina Notyet", null), "SKIPPED");
        outcomes.forEach((lead, outcome) -> {
            JsonNode preview = read(preview(lead));
            assertThat(preview.path("outcome").asText()).isEqualTo(outcome);
            assertThat(preview.path("invoice").isNull()).isTrue();

            run(lead);
            until().until(() -> workState("deal-won", lead), state -> List.of("SKIPPED", "DEAD")
                    .contains(state));
            String reason = preview.path("reason").asText();
            assertThat(reason("deal-won", lead)).isEqualTo(outcome.equals("HELD") ? "Held: " + reason : reason);
            String fix = outcome.equals("HELD") ? shown(lead).path("fix").asText() : work("fix", "deal-won", lead);
            assertThat(preview.path("fix").asText("")).isEqualTo(fix == null ? "" : fix);
        });
    }

    @Test
    void aTakenNameThatIsToBeHeldIsForeseen() {
        api("PATCH", "/connections/" + connection().id(), "{\"settings\": {\"customer\": {\"nameClash\": \"hold\"}}}");
        long lead = won("Clash", "10", "{'name': 'Bay Area Paper'}", null);
        JsonNode preview = read(preview(lead));
        assertThat(preview.path("outcome").asText()).isEqualTo("HELD");
        run(lead);
        until().until(() -> workState("deal-won", lead), "SKIPPED"::equals);
        assertThat("Held: " + preview.path("reason").asText())
                .contains("Bay Area Paper")
                .isEqualTo(reason("deal-won", lead));
    }

    @Test
    void writesNothingAnywhere() {
        List<Long> leads = List.of(
                won("One", "10", "{'name': 'Olive One', 'email': 'olive@one.example'}", null),
                won("Clash", "11", "{'name': 'Harborview Printing'}", null),
                won("Free", "0", "{'name': 'Fay Free'}", null),
                won("Nobody", "12", null, null),
                invoiced("Done", "13"),
                deal("Not won", "14", "Ned Notyet", null));
        awaitQuiet();
        sandbox.delete("/calls");
        Map<String, List<List<String>>> before = rows();

        leads.forEach(this::preview);
        leads.forEach(
                lead -> api("POST", "/deals/" + connection().id() + "/" + lead + "/preview", "{\"asIfWon\": true}"));
        assertThat(send("POST", "/deals/" + connection().id() + "/999999999/preview", null)
                        .statusCode())
                .isEqualTo(404);
        assertThat(send("POST", "/deals/999999/1/preview", null).statusCode()).isEqualTo(404);

        assertThat(rows()).isEqualTo(before);
        assertThat(sandbox.get("/calls").findValuesAsText("method"))
                .isNotEmpty()
                .containsOnly("GET");
    }

    @Test
    void aBegunDealIsShownAsItWasFrozenAndWrittenDown() {
        sandbox.post(
                "/faults",
                """
                {"system": "quickbooks", "method": "POST", "path": "invoice$", "count": 4, "kind": "cut", "when": "before"}
                """);
        long lead = won("Begun", "77", "{'name': 'Bea Begun'}", null);
        run(lead);
        until().until(() -> steps(lead).contains("invoice CALLING"));
        sandbox.post("/kommo/leads/" + lead, "{\"price\": 99}");
        String written = request(lead, "invoice");
        assertThat(preview(lead)).contains("\"invoice\":" + written, "\"customer\":null");
        sandbox.delete("/faults");
        awaitNotes(lead, 1);
        assertThat(request(lead, "invoice")).isEqualTo(written);
    }

    @Test
    void aChangedMappingCountsAtOnce() throws IOException {
        long lead = won("Memo", "21", "{'name': 'Mel Memo'}", null);
        assertThat(preview(lead)).doesNotContain("Thank you");
        Path mapping = settings.routes().resolve("mappings/invoice.groovy");
        String shipped = Files.readString(mapping);
        try {
            Files.writeString(
                    mapping, shipped.replace("    Line ", "    CustomerMemo: [value: 'Thank you'],\n    Line "));
            String preview = preview(lead);
            assertThat(preview).contains("\"CustomerMemo\":{\"value\":\"Thank you\"}");
            invoice(lead);
            assertThat(request(lead, "invoice")).contains("\"CustomerMemo\":{\"value\":\"Thank you\"}");

            long second = won("No mark", "22", "{'name': 'Max Markless'}", null);
            Files.writeString(mapping, shipped.replace("intent.marker()", "'none'"));
            assertThat(preview(second))
                    .as("what its examples refuse is not taken")
                    .contains("\"PrivateNote\":\"wonbooks:", "\"CustomerMemo\":{\"value\":\"Thank you\"}");
        } finally {
            Files.writeString(mapping, shipped);
        }
    }

    private String preview(long lead) {
        return api("POST", "/deals/" + connection().id() + "/" + lead + "/preview", "");
    }

    private Map<String, List<List<String>>> rows() {
        Map<String, List<List<String>>> rows = new TreeMap<>();
        jdbc
                .sql(
                        """
                        select table_name from information_schema.tables
                         where lower(table_schema) = 'public' and table_type = 'BASE TABLE'
                        """)
                .query(String.class)
                .list()
                .stream()
                .filter(table -> !COUNTED.contains(table.toLowerCase()))
                .forEach(table -> rows.put(
                        table,
                        jdbc.sql("select * from \"" + table + "\"")
                                .query(PreviewTest::values)
                                .list()));
        assertThat(rows).hasSizeGreaterThan(15);
        return rows;
    }

    private static List<String> values(ResultSet row, int number) throws SQLException {
        List<String> values = new ArrayList<>();
        for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
            if (!CLOCKWORK.contains(row.getMetaData().getColumnName(i).toLowerCase())) {
                values.add(row.getString(i));
            }
        }
        return values;
    }
}
