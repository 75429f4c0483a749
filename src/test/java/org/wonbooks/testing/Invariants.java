package org.wonbooks.testing;

import static java.util.stream.Collectors.groupingBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.math.BigDecimal;
import java.sql.Clob;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * What must hold between the sandbox's books and the product's tables once nothing is left to be done, whatever
 * happened before. Each violation is a sentence that begins with the invariant's number.
 */
public final class Invariants {

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private static final Pattern INVOICE_MARK = Pattern.compile("wonbooks:(\\d+):(\\d+):(\\d+)$");
    private static final Pattern NOTE_MARK = Pattern.compile("\\[wonbooks (\\d+) ([a-z0-9-]+)]$");
    private static final Pattern TASK_MARK = Pattern.compile("\\[wonbooks \\d+ task-\\d+]$");

    /** Of a task that tells a piece of news of the books: it is a person's from then on. */
    private static final Pattern NEWS_TASK_MARK = Pattern.compile("\\[wonbooks \\d+ [a-z0-9-]+-task]$");

    /** Says on the deal's timeline that its e-mail may have gone out a second time. */
    private static final Pattern MAILED_TWICE = Pattern.compile("\\btwice\\b");

    private final JdbcClient jdbc;
    private final JsonNode books;
    private final List<JsonNode> leads;
    private final List<JsonNode> invoices = new ArrayList<>();
    private final List<String> violations = new ArrayList<>();

    private Invariants(JsonNode state, JdbcClient jdbc) {
        this.jdbc = jdbc;
        books = state.path("quickbooks").path("realms");
        leads = stream(state.path("kommo").path("leads")).toList();
        stream(books).forEach(realm -> stream(realm.path("invoices")).forEach(invoices::add));
    }

    /**
     * Every violation.
     *
     * @param state what {@code GET /sandbox/state} answers
     * @param jdbc the product's tables, to read
     * @param acknowledged the won leads whose webhook was answered with 200
     */
    public static List<String> violations(JsonNode state, JdbcClient jdbc, Collection<Long> acknowledged) {
        Invariants invariants = new Invariants(state, jdbc);
        invariants.oneInvoiceADeal();
        invariants.oneCustomerAParty();
        invariants.everyEventEnds();
        invariants.everyDealEnds(acknowledged);
        invariants.everyStepIsTrue();
        invariants.everyNeedHasItsTask();
        invariants.violations.addAll(RightParty.violations(state));
        invariants.rows("select * from deal order by id").forEach(invariants::deal);
        return invariants.violations;
    }

    /** I1, from the books' side. */
    private void oneInvoiceADeal() {
        Stream<String> marks = invoices.stream()
                .map(invoice -> INVOICE_MARK.matcher(invoice.path("privateNote").asText()))
                .filter(Matcher::find)
                .map(Matcher::group);
        repeated(marks).forEach(mark -> say("I1: there is more than one invoice with the mark %s", mark));
    }

    private void oneCustomerAParty() {
        Stream<String> parties = stream(books).flatMap(realm -> stream(realm.path("customers"))
                .map(customer -> customer.path("notes").asText())
                .filter(notes -> notes.startsWith("Kommo "))
                .map(notes -> notes + " in company " + realm.path("realmId").asText()));
        repeated(parties).forEach(party -> say("I1: there is more than one customer for %s", party));
    }

    /** I2: received = done + dead + skipped. */
    private void everyEventEnds() {
        rows("select id, source from inbox i where not exists (select 1 from event e where e.inbox_id = i.id)")
                .forEach(row -> say("I2: delivery %s of %s told of no event", row.get("ID"), row.get("SOURCE")));
        rows("select inbox_id, reason from untaken")
                .forEach(row -> say("I2: delivery %s is not taken apart: %s", row.get("INBOX_ID"), row.get("REASON")));
        rows("select * from event where state not in ('DONE', 'DEAD', 'SKIPPED')")
                .forEach(row -> say("I2: event %s (%s) is still %s", row.get("ID"), row.get("WHAT"), row.get("STATE")));
        rows("select * from event where state in ('DEAD', 'SKIPPED') and reason is null")
                .forEach(row -> say("I2: event %s (%s) ended without a reason", row.get("ID"), row.get("WHAT")));
        rows("select * from work where state not in ('DONE', 'DEAD', 'SKIPPED')")
                .forEach(row -> say("I2: %s is still %s: %s", work(row), row.get("STATE"), row.get("REASON")));
        rows("select * from work where state in ('DEAD', 'SKIPPED') and reason is null")
                .forEach(row -> say("I2: %s ended without a reason", work(row)));
        rows("select * from work where state <> 'RUNNING' and (owner is not null or running_lane is not null)")
                .forEach(row -> say("I4: %s does not run, and is held all the same", work(row)));
    }

    private void everyDealEnds(Collection<Long> acknowledged) {
        for (long lead : acknowledged) {
            if (rows("select id from work where kind = 'deal-won' and work_key = ?", String.valueOf(lead))
                    .isEmpty()) {
                say("I2: lead %s was acknowledged, and nothing is known of it", lead);
            }
        }
        rows("""
                        select w.work_key from work w
                         where w.kind = 'deal-won' and w.state = 'DONE'
                           and not exists (select 1 from deal d where d.connection_id = w.connection_id
                                               and cast(d.lead_id as varchar(30)) = w.work_key
                                               and d.invoice_id is not null)
                        """)
                .forEach(row -> say("I2: lead %s is done, and has no invoice", row.get("WORK_KEY")));
        rows("""
                        select w.work_key from work w
                          join deal d on d.connection_id = w.connection_id and cast(d.lead_id as varchar(30)) = w.work_key
                          left join work t on t.connection_id = d.connection_id and t.kind = 'deal-task'
                                          and t.work_key = w.work_key
                         where w.kind = 'deal-won' and w.state = 'DEAD' and t.id is null
                        """)
                .forEach(row -> say("I11: lead %s needs a person, and nobody is told so", row.get("WORK_KEY")));
    }

    /** I4: what a step says is there is there. */
    private void everyStepIsTrue() {
        rows("""
                        select d.lead_id, s.name from step s join deal d on d.id = s.deal_id
                          join work w on w.connection_id = d.connection_id and w.kind = 'deal-won'
                                     and w.work_key = cast(d.lead_id as varchar(30))
                         where s.state not in ('DONE', 'SKIPPED') and w.state = 'DONE' and s.name not like 'payment-%' and s.name not like 'task-%'
                               and s.name not like 'refund-%' and s.name not like 'returned-%'
                               and not (s.state = 'NOT_MADE' and s.name like 'customer%' and d.customer_id is not null)
                        """)
                .forEach(row -> say(
                        "I4: lead %s is done, and its step %s is not at its end", row.get("LEAD_ID"), row.get("NAME")));
        Set<String> known = new HashSet<>();
        for (JsonNode realm : books) {
            stream(realm.path("customers")).forEach(customer -> known.add("customer " + text(customer, "id")));
            stream(realm.path("invoices")).forEach(invoice -> known.add("invoice " + text(invoice, "id")));
        }
        // One that was merged into another is known, and not there.
        rows("select customer_id from gone_customer").forEach(gone -> known.add("customer " + gone.get("CUSTOMER_ID")));
        leads.forEach(lead -> stream(lead.path("tasks")).forEach(task -> known.add("task " + text(task, "id"))));
        rows("select d.lead_id, s.name, s.external_id from step s join deal d on d.id = s.deal_id"
                        + " where s.external_id is not null")
                .forEach(row -> {
                    String name = String.valueOf(row.get("NAME"));
                    String kind = List.of("customer", "task").stream()
                            .filter(each -> name.startsWith(each) || name.endsWith("-" + each))
                            .findFirst()
                            .orElse("invoice");
                    // A deal that is gone has taken its tasks along.
                    boolean gone = kind.equals("task")
                            && leads.stream()
                                    .noneMatch(lead -> text(lead, "id").equals(String.valueOf(row.get("LEAD_ID"))));
                    if (!gone && !known.contains(kind + " " + row.get("EXTERNAL_ID"))) {
                        say("I4: step %s says %s %s, which is not there", name, kind, row.get("EXTERNAL_ID"));
                    }
                });
    }

    /** I11: a deal that needs a person has one open task, and no other one has any; of many, one has it. */
    private void everyNeedHasItsTask() {
        leads.forEach(lead -> repeated(stream(lead.path("tasks"))
                        .map(task -> TASK_MARK.matcher(task.path("text").asText()))
                        .filter(Matcher::find)
                        .map(Matcher::group))
                .forEach(mark -> say("I11: lead %s has the task %s twice", text(lead, "id"), mark)));
        everyPieceOfNewsIsTold();
        rows("""
                        select d.lead_id, w.state,
                               case when c.verdict = 'HOLD'
                                         then case when c.cause in ('BURST', 'WON_LONG_AGO')
                                                    and exists (select 1 from decision o join deal t on t.id = o.deal_id
                                                                 where o.verdict = 'HOLD' and o.cause = c.cause
                                                                   and o.connection_id = c.connection_id
                                                                   and (t.task_id is not null and d.task_id is null
                                                                     or (t.task_id is null) = (d.task_id is null)
                                                                    and t.id < d.id))
                                                   then null else c.cause end
                                    when exists (select 1 from work b where b.connection_id = d.connection_id
                                                    and b.state = 'DEAD'
                                                    and (b.kind = 'deal-won' and b.work_key = cast(d.lead_id as varchar(30))
                                                      or b.kind = 'invoice-changed' and b.work_key = d.invoice_id))
                                         then 'dead letter' end as attention
                          from deal d
                          left join decision c on c.deal_id = d.id
                          left join work w on w.connection_id = d.connection_id and w.kind = 'deal-task'
                                          and w.work_key = cast(d.lead_id as varchar(30))
                         where w.state = 'DONE' or w.state is null
                        """)
                .forEach(row -> {
                    long open = leads.stream()
                            .filter(lead -> text(lead, "id").equals(String.valueOf(row.get("LEAD_ID"))))
                            .flatMap(lead -> stream(lead.path("tasks")))
                            .filter(task -> !task.path("completed").asBoolean())
                            .filter(task -> !NEWS_TASK_MARK
                                    .matcher(task.path("text").asText())
                                    .find())
                            .count();
                    if (open != (row.get("ATTENTION") == null ? 0 : 1)) {
                        say(
                                "I11: lead %s has %s open tasks, and asks: %s",
                                row.get("LEAD_ID"), open, row.get("ATTENTION"));
                    }
                });
    }

    /** I7, I11: by one note, and by one task where a person has to do something. */
    private void everyPieceOfNewsIsTold() {
        rows("""
                        select d.lead_id, n.name, n.fix from deal_news n join deal d on d.id = n.deal_id
                          join work w on w.connection_id = d.connection_id and w.kind = 'invoice-changed'
                                     and w.work_key = d.invoice_id and w.state = 'DONE'
                        """)
                .forEach(row -> leads.stream()
                        .filter(lead -> text(lead, "id").equals(String.valueOf(row.get("LEAD_ID"))))
                        .forEach(lead -> {
                            String end = " " + row.get("NAME") + "]";
                            long notes = stream(lead.path("notes"))
                                    .filter(note -> note.asText().endsWith(end))
                                    .count();
                            long tasks = stream(lead.path("tasks"))
                                    .filter(task -> task.path("text").asText().endsWith(end.replace("]", "-task]")))
                                    .count();
                            if (notes != 1 || tasks != (row.get("FIX") == null ? 0 : 1)) {
                                say("I7: lead %s is told %s %s times", row.get("LEAD_ID"), row.get("NAME"), notes);
                            }
                        }));
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

    private static List<String> repeated(Stream<String> values) {
        return values.collect(groupingBy(each -> each)).entrySet().stream()
                .filter(entry -> entry.getValue().size() > 1)
                .map(Map.Entry::getKey)
                .sorted()
                .toList();
    }

    /** Rows with their columns in upper case, as H2 calls them and PostgreSQL does not. */
    private List<Map<String, Object>> rows(String sql, Object... parameters) {
        return jdbc.sql(sql)
                .params(parameters)
                .query((row, number) -> {
                    Map<String, Object> values = new HashMap<>();
                    for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
                        String column = row.getMetaData().getColumnLabel(i).toUpperCase(Locale.ROOT);
                        Object value = row.getObject(i);
                        values.put(column, value instanceof Clob ? row.getString(i) : value);
                    }
                    return values;
                })
                .list();
    }

    private static String work(Map<String, Object> row) {
        return row.get("KIND") + " " + row.get("WORK_KEY");
    }

    private static BigDecimal money(JsonNode holder, String field) {
        String text = holder.path(field).asText();
        return text.isEmpty() ? null : new BigDecimal(text);
    }

    private static String text(JsonNode holder, String field) {
        return holder.path(field).asText();
    }

    private static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Stream<JsonNode> stream(JsonNode container) {
        return StreamSupport.stream(container.spliterator(), false);
    }

    private void say(String sentence, Object... parts) {
        violations.add(sentence.formatted(parts));
    }
}
