package org.wonbooks.flow.task;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Clock;
import java.util.Map;
import org.springframework.stereotype.Component;
import org.wonbooks.component.read.Keeps;
import org.wonbooks.component.read.Read;
import org.wonbooks.component.read.Run;
import org.wonbooks.component.write.Mapping;
import org.wonbooks.component.write.Write;
import org.wonbooks.fault.Fault;
import org.wonbooks.fault.PermanentFault;
import org.wonbooks.kommo.UserRefusedFault;
import org.wonbooks.ledger.deal.Deal;
import org.wonbooks.ledger.deal.DealAttention;
import org.wonbooks.ledger.deal.DealAttention.Task;
import org.wonbooks.ledger.deal.DealLedger;
import org.wonbooks.ledger.deal.Step;
import org.wonbooks.ledger.deal.StepLedger;

/**
 * Keeps one open task on a deal that needs a person, for its responsible user: opens it, gives it other words when what
 * is needed changes, and completes it when nobody is needed any more. Asks {@link DealTask} first.
 */
@Component("keepTask")
@Keeps("taskText")
@Keeps("words")
@Keeps("letGo")
@Keeps("forAnyone")
class KeepTask implements Write.ToKommo<String>, Write.ByText {

    /** What runs keep of a task that is opened or changed: what it says, without our mark. */
    private static final String WORDS = "words";

    /** What runs keep once a task is let go: they do no more about it. */
    private static final String LET_GO = "letGo";

    private final DealTask asked;
    private final DealLedger deals;
    private final DealAttention tasks;
    private final StepLedger steps;
    private final ObjectMapper json;
    private final Clock clock;

    KeepTask(DealTask asked, DealLedger deals, DealAttention tasks, StepLedger steps, ObjectMapper json, Clock clock) {
        this.asked = asked;
        this.deals = deals;
        this.tasks = tasks;
        this.steps = steps;
        this.json = json;
        this.clock = clock;
    }

    @Override
    public Call begin(Run run, Mapping mapping) {
        Deal deal = run.deal();
        Task task = run.get(DealTask.TASK, Task.class);
        if (run.get(LET_GO, Boolean.class) != null) {
            return null;
        }
        if (task.attention() == null) {
            return task.id() == null ? null : Call.patch("tasks/" + task.id(), mapping.json(completion(deal)));
        }
        String words = mapping.text(run);
        run.keep(WORDS, words);
        if (asked.toBeOpened(task)) {
            String text = marked(deal, task, words);
            String request = mapping.json(TaskForm.opening(run, deal, text, clock.instant()));
            Step step = steps.begin(deal, task.step(), () -> words);
            return Call.post("tasks", request, step);
        }
        return words.equals(task.text())
                ? null
                : Call.patch("tasks/" + task.id(), mapping.json(Map.of("text", marked(deal, task, words))));
    }

    @Override
    public Read<?> foresee(Run run, Mapping mapping) {
        run.keep("taskText", mapping.text(run));
        return null;
    }

    private static String marked(Deal deal, Task task, String words) {
        return words + "\n" + DealTask.mark(deal, task);
    }

    private static Map<String, Object> completion(Deal deal) {
        String number = deal.docNumber() == null ? deal.invoiceId() : deal.docNumber();
        String invoice = number == null ? "No invoice is made" : "Invoice " + number;
        String text = "Settled, Wonbooks needs nobody here. " + invoice + ".";
        return Map.of("is_completed", true, "result", Map.of("text", text));
    }

    @Override
    public Class<String> answer() {
        return String.class;
    }

    @Override
    public Read<?> done(Run run, Call call, String answer) {
        Deal deal = run.deal();
        Task task = run.get(DealTask.TASK, Task.class);
        if (call.step() != null) {
            String id = String.valueOf(TaskForm.made(json, answer));
            tasks.open(deal, id, run.get(WORDS, String.class));
            steps.done(deal, task.step(), id);
            deals.note(deal, "Opened a task in Kommo");
        } else if (task.attention() != null) {
            tasks.open(deal, task.id(), run.get(WORDS, String.class));
        } else {
            tasks.closed(deal);
            deals.note(deal, "Completed the task in Kommo");
        }
        return null;
    }

    /** Whom Kommo chooses, when the responsible user is not active; and a task that a person has deleted is let go. */
    @Override
    public Read<?> failed(Run run, Call call, Fault fault) {
        Task task = run.get(DealTask.TASK, Task.class);
        if (call.step() != null && fault instanceof UserRefusedFault && TaskForm.forAnyone(run)) {
            return null;
        } else if (call.step() == null && task.attention() == null && fault instanceof PermanentFault) {
            asked.gone(run.work(), run.deal());
            run.keep(LET_GO, true);
        } else {
            throw fault;
        }
        return null;
    }
}
