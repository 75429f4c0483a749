package org.wonbooks.testing;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.jdbc.core.simple.JdbcClient;

/** I7, I11: of the tasks of deals, and of the news that deals are told. */
final class TaskInvariants extends Observed {

    private static final Pattern TASK_MARK = Pattern.compile("\\[wonbooks \\d+ task-\\d+]$");

    /** Of a task that tells a piece of news of the books: it is a person's from then on. */
    private static final Pattern NEWS_TASK_MARK = Pattern.compile("\\[wonbooks \\d+ [a-z0-9-]+-task]$");

    private TaskInvariants(JsonNode state, JdbcClient jdbc) {
        super(state, jdbc);
    }

    static List<String> violations(JsonNode state, JdbcClient jdbc) {
        TaskInvariants invariants = new TaskInvariants(state, jdbc);
        invariants.everyNeedHasItsTask();
        return invariants.violations;
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
}
