package org.wonbooks.testing;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * What must hold between the sandbox's books and the product's tables once nothing is left to be done, whatever
 * happened before. Each violation is a sentence that begins with the invariant's number.
 */
public final class Invariants extends Observed {

    private Invariants(JsonNode state, JdbcClient jdbc) {
        super(state, jdbc);
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
        invariants.violations.addAll(TaskInvariants.violations(state, jdbc));
        invariants.violations.addAll(RightParty.violations(state));
        invariants.violations.addAll(DealInvariants.violations(state, jdbc));
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

    private static String work(Map<String, Object> row) {
        return row.get("KIND") + " " + row.get("WORK_KEY");
    }
}
