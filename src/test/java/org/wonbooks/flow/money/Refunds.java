package org.wonbooks.flow.money;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.wonbooks.testing.SandboxCalls;

/** Refund receipts of a bookkeeper's, who types words with a blank between each; and which invoice one names. */
record Refunds(SandboxCalls sandbox, String customer, Random random) {

    /** Of the whole amount or of a part; by its number, its mark, or with a word that says nothing. */
    String make(JsonNode invoice) {
        String body = "{\"customer\": \"%s\", %s}".formatted(customer, asked(invoice));
        String id = sandbox.post("/quickbooks/refundreceipts", body).path("id").asText();
        return "refund " + id + " made: " + body;
    }

    /** Another amount, or other words. */
    String edit(JsonNode refund) {
        String change = random.nextBoolean() ? "\"amount\": 77.00" : "\"note\": \"for nothing of ours\"";
        sandbox.post("/quickbooks/refundreceipts/" + refund.path("id").asText(), "{" + change + "}");
        return "refund " + refund.path("id").asText() + " is now: " + change;
    }

    private String asked(JsonNode invoice) {
        String amount = random.nextBoolean() ? invoice.path("total").asText() : "12.00";
        String note = invoice.path("privateNote").asText();
        String typed = List.of(
                        "back for " + invoice.path("docNumber").asText(),
                        "see " + note.substring(note.indexOf("wonbooks:")),
                        "as agreed")
                .get(random.nextInt(3));
        return "\"amount\": %s, \"note\": \"%s\"".formatted(amount, typed);
    }

    /** Those that count. */
    Stream<JsonNode> all(JsonNode books) {
        return in(books);
    }

    static Stream<JsonNode> in(JsonNode books) {
        return StreamSupport.stream(books.path("refundReceipts").spliterator(), false)
                .filter(refund -> !refund.path("voided").asBoolean());
    }

    /** The one paid invoice of ours that it names, by words or by its amount; empty: none, or several. */
    static Optional<String> named(JsonNode refund, JsonNode books, List<String> ours) {
        List<String> words = List.of(
                (refund.path("docNumber").asText() + " " + refund.path("note").asText()).split("\\s+"));
        List<JsonNode> invoices = StreamSupport.stream(books.path("invoices").spliterator(), false)
                .filter(invoice -> ours.contains(invoice.path("id").asText()))
                .toList();
        List<JsonNode> named = invoices.stream()
                .filter(invoice -> words.contains(invoice.path("docNumber").asText())
                        || words.stream()
                                .filter(word -> word.startsWith("wonbooks:"))
                                .anyMatch(invoice.path("privateNote").asText()::endsWith))
                .toList();
        if (named.isEmpty()) {
            named = invoices.stream()
                    .filter(Refunds::isPaid)
                    .filter(invoice -> decimal(invoice, "total").compareTo(decimal(refund, "total")) == 0)
                    .toList();
        }
        return named.size() == 1 && isPaid(named.get(0))
                ? Optional.of(named.get(0).path("id").asText())
                : Optional.empty();
    }

    private static boolean isPaid(JsonNode invoice) {
        return decimal(invoice, "balance").signum() == 0
                && decimal(invoice, "total").signum() > 0;
    }

    private static BigDecimal decimal(JsonNode holder, String field) {
        return new BigDecimal(holder.path(field).asText());
    }
}
