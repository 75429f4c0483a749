package org.wonbooks.testing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.jdbc.core.simple.JdbcClient;

/** I1, I2, I4, I6, I7: of each deal, by itself. */
final class DealInvariants extends Observed {

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private static final Pattern NOTE_MARK = Pattern.compile("\\[wonbooks (\\d+) ([a-z0-9-]+)]$");

    /** Says on the deal's timeline that its e-mail may have gone out a second time. */
    private static final Pattern MAILED_TWICE = Pattern.compile("\\btwice\\b");

    private DealInvariants(JsonNode state, JdbcClient jdbc) {
        super(state, jdbc);
    }

    static List<String> violations(JsonNode state, JdbcClient jdbc) {
        DealInvariants invariants = new DealInvariants(state, jdbc);
        invariants.rows("select * from deal order by id").forEach(invariants::deal);
        return invariants.violations;
    }

    private void deal(Map<String, Object> deal) {
        long lead = ((Number) deal.get("LEAD_ID")).longValue();
        boolean done = !rows(
                        "select id from work where kind = 'deal-won' and work_key = ? and state = 'DONE'",
                        String.valueOf(lead))
                .isEmpty();
        List<JsonNode> ours = invoices.stream()
                .filter(invoice -> isOf(invoice, deal.get("CONNECTION_ID"), lead))
                .toList();
        if (deal.get("INVOICE_ID") == null) {
            if (!ours.isEmpty() && !asks(deal, lead)) {
                say("I1: lead %s has an invoice, which we do not know of", lead);
            }
            return;
        }
        ours.stream()
                .filter(each -> !text(each, "id").equals(deal.get("INVOICE_ID")))
                .forEach(other ->
                        say("I1: lead %s has invoice %s beside the one that we know", lead, text(other, "id")));
        ours.stream()
                .filter(each -> text(each, "id").equals(deal.get("INVOICE_ID")))
                .findFirst()
                .ifPresentOrElse(
                        invoice -> invoiced(deal, lead, invoice, done),
                        () -> say("I4: lead %s has invoice %s, which is not there", lead, deal.get("INVOICE_ID")));
    }

    /** Has a person to look at the deal's win? */
    private boolean asks(Map<String, Object> deal, long lead) {
        return !rows("select deal_id from decision where verdict = 'HOLD' and deal_id = ?", deal.get("ID"))
                        .isEmpty()
                || !rows(
                                "select id from work where kind = 'deal-won' and work_key = ? and state = 'DEAD'",
                                String.valueOf(lead))
                        .isEmpty();
    }

    private void invoiced(Map<String, Object> deal, long lead, JsonNode invoice, boolean done) {
        JsonNode intent = json(String.valueOf(deal.get("INTENT")));
        BigDecimal total = money(invoice, "total");
        BigDecimal balance = money(invoice, "balance");
        same("I6: the invoice's total", lead, money(intent, "amount"), total);
        same("I6: the deal's total", lead, total, (BigDecimal) deal.get("TOTAL"));
        same("I7: the deal's balance", lead, balance, (BigDecimal) deal.get("BALANCE"));
        emailed(deal, lead, invoice, intent, done);
        if (done) {
            shown(deal, lead, invoice, total.subtract(balance), balance.signum() == 0);
        }
    }

    private void emailed(Map<String, Object> deal, long lead, JsonNode invoice, JsonNode intent, boolean done) {
        int emails = invoice.path("emails").asInt();
        boolean wanted = intent.path("send").asBoolean() && intent.hasNonNull("email");
        boolean said = rows("select text from timeline where deal_id = ?", deal.get("ID")).stream()
                .anyMatch(row ->
                        MAILED_TWICE.matcher(String.valueOf(row.get("TEXT"))).find());
        if (emails > (said ? 2 : 1)) {
            say("I1: the invoice of lead %s was emailed %s times", lead, emails);
        }
        if (emails > 0 && !wanted) {
            say("I1: the invoice of lead %s was emailed, which nobody wanted", lead);
        }
        if (done && wanted && (emails == 0 || deal.get("EMAILED_AT") == null)) {
            say("I2: lead %s is done, and its invoice was not emailed, or it is not known", lead);
        }
    }

    /** I7: the card of the deal, and the deal's row, say what the books say. */
    private void shown(Map<String, Object> deal, long leadId, JsonNode invoice, BigDecimal paid, boolean full) {
        String unpaid = deal.get("EMAILED_AT") == null ? "INVOICED" : "SENT";
        String state = full ? "PAID" : paid.signum() > 0 ? "PARTIALLY_PAID" : unpaid;
        same("I7: the state", leadId, state, deal.get("STATE"));
        JsonNode lead = leads.stream()
                .filter(each -> each.path("id").asLong() == leadId)
                .findFirst()
                .orElseThrow();
        JsonNode fields = lead.path("fields");
        same("I7: the field QB_INVOICE_ID", leadId, text(invoice, "id"), text(fields, "QB_INVOICE_ID"));
        same("I7: the field QB_INVOICE_NUMBER", leadId, text(invoice, "docNumber"), text(fields, "QB_INVOICE_NUMBER"));
        if (paid.signum() > 0 || fields.has("QB_PAID_AMOUNT")) {
            same("I7: the field QB_PAID_AMOUNT", leadId, paid, money(fields, "QB_PAID_AMOUNT"));
            same("I7: the field QB_PAID", leadId, String.valueOf(full), text(fields, "QB_PAID"));
        }
        List<String> news = stream(lead.path("notes"))
                .map(note -> NOTE_MARK.matcher(note.asText()))
                .filter(Matcher::find)
                .map(mark -> mark.group(2))
                .toList();
        repeated(news.stream()).forEach(twice -> say("I7: lead %s was told twice of %s", leadId, twice));
        int settlements = ((Number) deal.get("SETTLEMENT_NO")).intValue();
        String latest = settlements == 0 ? "invoice" : "payment-" + settlements;
        if (!news.contains(latest) || !news.contains("invoice")) {
            say("I7: lead %s was told %s, not of %s", leadId, news, latest);
        }
    }

    private static boolean isOf(JsonNode invoice, Object connection, long lead) {
        Matcher mark = INVOICE_MARK.matcher(invoice.path("privateNote").asText());
        return mark.find()
                && mark.group(1).equals(connection.toString())
                && mark.group(2).equals(String.valueOf(lead));
    }

    private void same(String what, long lead, Object expected, Object found) {
        boolean same = expected instanceof BigDecimal amount && found instanceof BigDecimal other
                ? amount.compareTo(other) == 0
                : Objects.equals(expected, found);
        if (!same) {
            say("%s of lead %s is %s, and should be %s", what, lead, found, expected);
        }
    }

    private static BigDecimal money(JsonNode holder, String field) {
        String text = holder.path(field).asText();
        return text.isEmpty() ? null : new BigDecimal(text);
    }

    private static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
