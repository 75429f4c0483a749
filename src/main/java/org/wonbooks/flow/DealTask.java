package org.wonbooks.flow;

import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.camel.Body;
import org.apache.camel.Variable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.wonbooks.database.Fence;
import org.wonbooks.fault.Skip;
import org.wonbooks.kommo.Lead;
import org.wonbooks.kommo.TaskList;
import org.wonbooks.ledger.Deal;
import org.wonbooks.ledger.DealLedger;
import org.wonbooks.ledger.DealTasks;
import org.wonbooks.ledger.DealTasks.Task;
import org.wonbooks.ledger.Step;
import org.wonbooks.ledger.StepLedger;
import org.wonbooks.work.Work;

/**
 * Keeps one open task on a deal that needs a person, for its responsible user, and completes it when none is needed any
 * more.
 */
@Component("dealTask")
public class DealTask {

    /** Kommo's own type of task, "Follow-up". */
    private static final int FOLLOW_UP = 1;

    private static final Duration TO_BE_DONE_WITHIN = Duration.ofHours(24);

    private final DealLedger deals;
    private final DealTasks tasks;
    private final StepLedger steps;
    private final Fence fence;
    private final Clock clock;

    public DealTask(DealLedger deals, DealTasks tasks, StepLedger steps, Fence fence, Clock clock) {
        this.deals = deals;
        this.tasks = tasks;
        this.steps = steps;
        this.fence = fence;
        this.clock = clock;
    }

    /** The deal that the task is about. */
    public Deal deal(@Variable("work") Work work) {
        return deals.find(work.connectionId(), Long.parseLong(work.key()))
                .orElseThrow(() -> new Skip("The deal is not known"));
    }

    /** What it asks for, and what its task says. */
    public Task task(@Variable("deal") Deal deal) {
        return tasks.get(deal);
    }

    /** Did an earlier run begin to open the task, and not see the end? */
    public boolean inDoubt(@Variable("deal") Deal deal, @Variable("task") Task task) {
        return begun(deal, task).isPresent();
    }

    private Optional<Step> begun(Deal deal, Task task) {
        return steps.find(deal.id(), task.step()).filter(Step::open);
    }

    /** The question for the deal's open tasks. */
    public Map<String, String> openTasks(@Variable("deal") Deal deal) {
        return new TreeMap<>(Map.of(
                "filter[entity_type]", "leads",
                "filter[entity_id][]", String.valueOf(deal.leadId()),
                "filter[is_completed]", "0",
                "limit", "250"));
    }

    /** What the open tasks tell of the call in doubt; the task as it stands then. */
    @Transactional
    public Task resolve(
            @Variable("work") Work work,
            @Variable("deal") Deal deal,
            @Variable("task") Task task,
            @Body TaskList open) {
        fence.hold(work.lease());
        Optional<Long> found = open == null ? Optional.empty() : open.endingWith(mark(deal, task));
        if (found.isPresent()) {
            String id = String.valueOf(found.get());
            tasks.open(deal, id, begun(deal, task).orElseThrow().request());
            steps.done(deal, task.step(), id);
        } else if (task.attention() == null) {
            steps.skipped(deal, task.step(), "It is not there, and not needed any more");
            tasks.closed(deal);
        }
        return tasks.get(deal);
    }

    /** Is there a person needed, and no task that says so? */
    public boolean toBeOpened(@Variable("task") Task task) {
        return task.attention() != null && task.id() == null;
    }

    /** Does the task say something else than it should? */
    public boolean toBeChanged(@Variable("task") Task task, @Variable("words") String words) {
        return task.attention() != null && task.id() != null && !words.equals(task.text());
    }

    /** Is there a task, and no person needed? */
    public boolean toBeCompleted(@Variable("task") Task task) {
        return task.attention() == null && task.id() != null;
    }

    /** Whose task it is; null: Kommo decides. Throws {@link Skip} when there is no deal to put it on. */
    public Long responsible(@Variable("lead") Lead lead) {
        if (lead == null || lead.isDeleted()) {
            throw new Skip("The deal is gone from Kommo");
        }
        return lead.responsibleUserId();
    }

    /** Writes down that the task is about to be opened. Kommo knows no repeated call. */
    public Step begin(
            @Variable("work") Work work,
            @Variable("deal") Deal deal,
            @Variable("task") Task task,
            @Variable("words") String words) {
        return steps.begin(work.lease(), deal, task.step(), words);
    }

    /** The task, as Kommo takes it. */
    public List<Map<String, Object>> request(
            @Variable("deal") Deal deal,
            @Variable("task") Task task,
            @Variable("words") String words,
            @Variable("responsible") Long responsible) {
        Map<String, Object> request = new HashMap<>(change(deal, task, words));
        request.put("task_type_id", FOLLOW_UP);
        request.put("complete_till", clock.instant().plus(TO_BE_DONE_WITHIN).getEpochSecond());
        request.put("entity_id", deal.leadId());
        request.put("entity_type", "leads");
        if (responsible != null) {
            request.put("responsible_user_id", responsible);
        }
        return List.of(request);
    }

    /** The task is there. */
    @Transactional
    public void opened(
            @Variable("work") Work work,
            @Variable("deal") Deal deal,
            @Variable("task") Task task,
            @Variable("words") String words,
            @Body TaskList answer) {
        fence.hold(work.lease());
        String id = String.valueOf(answer.made());
        tasks.open(deal, id, words);
        steps.done(deal, task.step(), id);
        deals.note(deal, "Opened a task in Kommo");
    }

    /** Other words for the task, as Kommo takes them. */
    public Map<String, Object> change(
            @Variable("deal") Deal deal, @Variable("task") Task task, @Variable("words") String words) {
        return Map.of("text", words + "\n" + mark(deal, task));
    }

    /** The task has its new words. */
    @Transactional
    public void changed(
            @Variable("work") Work work,
            @Variable("deal") Deal deal,
            @Variable("task") Task task,
            @Variable("words") String words) {
        fence.hold(work.lease());
        tasks.open(deal, task.id(), words);
    }

    /** The end of the task, as Kommo takes it. */
    public Map<String, Object> completion(@Variable("deal") Deal deal) {
        String number = deal.docNumber() == null ? deal.invoiceId() : deal.docNumber();
        String invoice = number == null ? "No invoice is made" : "Invoice " + number;
        return Map.of(
                "is_completed",
                true,
                "result",
                Map.of("text", "Settled, Wonbooks needs nobody here. " + invoice + "."));
    }

    /** The task is completed. */
    @Transactional
    public void completed(@Variable("work") Work work, @Variable("deal") Deal deal) {
        fence.hold(work.lease());
        tasks.closed(deal);
        deals.note(deal, "Completed the task in Kommo");
    }

    /** Kommo does not let the task be completed: a person has deleted it. */
    @Transactional
    public void gone(@Variable("work") Work work, @Variable("deal") Deal deal) {
        fence.hold(work.lease());
        tasks.closed(deal);
        deals.note(deal, "The task in Kommo can't be completed: it is left as it is");
    }

    /** What the task ends with: no other one of the deal does. */
    private static String mark(Deal deal, Task task) {
        return "[wonbooks " + deal.cycle() + " " + task.step() + "]";
    }
}
