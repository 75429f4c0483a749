package org.wonbooks.flow.money;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * What is to be seen of a deal's money, read from the books, from the ledger and from the card, each by itself.
 *
 * @param lastDay of the payments that count; empty: no money came
 */
record Shown(String state, BigDecimal paid, BigDecimal open, Optional<LocalDate> lastDay) {

    Shown {
        paid = paid.setScale(2);
        open = open.setScale(2);
    }

    /**
     * As the sandbox's invoice and the payments on it say.
     *
     * @param books a company
     */
    static Shown inBooks(JsonNode books, String invoiceId) {
        Optional<JsonNode> invoice = stream(books.path("invoices"))
                .filter(each -> each.path("id").asText().equals(invoiceId))
                .filter(each -> !each.path("voided").asBoolean())
                .findFirst();
        if (invoice.isEmpty()) {
            return new Shown("VOIDED", BigDecimal.ZERO, BigDecimal.ZERO, Optional.empty());
        }
        BigDecimal total = new BigDecimal(invoice.get().path("total").asText());
        BigDecimal open = new BigDecimal(invoice.get().path("balance").asText());
        String state = open.signum() == 0 ? "PAID" : open.compareTo(total) < 0 ? "PARTIALLY_PAID" : "SENT";
        Optional<LocalDate> lastDay = stream(books.path("payments"))
                .filter(payment -> !payment.path("voided").asBoolean())
                .filter(payment -> stream(payment.path("lines"))
                        .anyMatch(line -> line.path("entity").asText().equals("Invoice")
                                && line.path("id").asText().equals(invoiceId)))
                .map(payment -> LocalDate.parse(payment.path("date").asText()))
                .max(LocalDate::compareTo);
        return new Shown(state, total.subtract(open), open, lastDay);
    }

    /** As the deal's row says. */
    static Shown inLedger(JdbcClient jdbc, long lead) {
        return jdbc.sql("select state, total, balance, paid_on from deal where lead_id = ?")
                .param(lead)
                .query((row, number) -> new Shown(
                        row.getString("state"),
                        row.getBigDecimal("total").subtract(row.getBigDecimal("balance")),
                        row.getBigDecimal("balance"),
                        Optional.ofNullable(row.getObject("paid_on", LocalDate.class))))
                .single();
    }

    /** The card of the deal in Kommo; one that nothing was ever written on says that nothing was paid. */
    static Map<String, String> onCard(JsonNode lead) {
        JsonNode fields = lead.path("fields");
        return card(
                fields.path("QB_PAID").asBoolean(),
                new BigDecimal(fields.path("QB_PAID_AMOUNT").asText("0")),
                fields.path("QB_PAYMENT_DATE").asText(""));
    }

    /** What the card has to say. */
    Map<String, String> asCard() {
        return card(full(), paid, lastDay.map(LocalDate::toString).orElse(""));
    }

    boolean full() {
        return state.equals("PAID");
    }

    private static Map<String, String> card(boolean full, BigDecimal paid, String lastDay) {
        return Map.of(
                "QB_PAID", String.valueOf(full),
                "QB_PAID_AMOUNT", paid.setScale(2).toPlainString(),
                "QB_PAYMENT_DATE", lastDay);
    }

    private static Stream<JsonNode> stream(JsonNode container) {
        return StreamSupport.stream(container.spliterator(), false);
    }
}
