package org.wonbooks.flow.money;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What a deal was told beside its money: its number, what came back, refunds; each by one note and one task. */
final class Told {

    private Told() {}

    /** What is wrong with what the deal was told, in words. */
    static List<String> of(JdbcClient jdbc, JsonNode books, long lead, String invoiceId, JsonNode card) {
        List<String> wrong = new ArrayList<>();
        invoice(books, invoiceId).forEach(invoice -> {
            String number = invoice.path("docNumber").asText();
            Stream.of(
                            card.at("/fields/QB_INVOICE_NUMBER").asText(),
                            text(jdbc, "select doc_number from deal where lead_id = ?", lead))
                    .filter(shown -> !shown.equals(number))
                    .forEach(shown ->
                            wrong.add("lead " + lead + " has the number " + shown + ", the invoice has " + number));
            boolean cameBack = !invoice.path("deliveryError").asText("").isEmpty()
                    && !invoice.path("deliveryError").isNull()
                    && !invoice.path("voided").asBoolean();
            if (cameBack && texts(card.path("notes")).noneMatch(note -> note.contains(" came back: "))) {
                wrong.add("lead " + lead + " is not told that its e-mail came back");
            }
        });
        List<Map<String, Object>> news = jdbc.sql(
                        "select n.* from deal_news n join deal d on d.id = n.deal_id where d.lead_id = ?")
                .param(lead)
                .query()
                .listOfRows();
        List<String> notes = marks(card.path("notes"), "");
        List<String> tasks = marks(card.path("tasks"), "-task");
        same(wrong, "notes", names(news, false), notes);
        same(wrong, "tasks", names(news, true), tasks);
        news.stream()
                .filter(each -> each.get("TOLD_AT") == null)
                .forEach(each -> wrong.add("lead " + lead + " is not told " + each));
        return wrong;
    }

    /** Was the invoice's deal told of the refund last? */
    static boolean ofRefund(JdbcClient jdbc, JsonNode refund, String invoiceId) {
        return jdbc.sql("select d.invoice_id from seen_refund r join deal d on d.id = r.deal_id where r.refund_id = ?")
                .param(refund.path("id").asText())
                .query(String.class)
                .optional()
                .filter(invoiceId::equals)
                .isPresent();
    }

    private static List<String> names(List<Map<String, Object>> news, boolean tasks) {
        return news.stream()
                .filter(each -> !tasks || each.get("FIX") != null)
                .map(each -> String.valueOf(each.get("NAME")))
                .sorted()
                .toList();
    }

    /** The names in the marks at the ends of notes or tasks that tell such news, each as often as it is there. */
    private static List<String> marks(JsonNode told, String end) {
        return texts(told)
                .map(text -> text.replaceFirst("(?s).*\\[wonbooks \\d+ (.*)]$", "$1"))
                .filter(name -> name.matches("(returned|refund)-.*"))
                .map(name -> name.substring(0, name.length() - end.length()))
                .sorted()
                .toList();
    }

    private static void same(List<String> wrong, String what, List<String> expected, List<String> found) {
        if (!expected.equals(found)) {
            wrong.add(what + " are " + found + ", and should be " + new TreeSet<>(expected));
        }
    }

    private static Stream<String> texts(JsonNode list) {
        return StreamSupport.stream(list.spliterator(), false)
                .map(each ->
                        each.isTextual() ? each.asText() : each.path("text").asText());
    }

    private static Stream<JsonNode> invoice(JsonNode books, String id) {
        return StreamSupport.stream(books.path("invoices").spliterator(), false)
                .filter(invoice -> invoice.path("id").asText().equals(id));
    }

    private static String text(JdbcClient jdbc, String sql, long lead) {
        return jdbc.sql(sql).param(lead).query(String.class).single();
    }
}
