package org.wonbooks.flow.task;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.camel.Variable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.wonbooks.component.read.Keeps;
import org.wonbooks.component.read.Question;
import org.wonbooks.component.read.Read;
import org.wonbooks.component.read.Run;
import org.wonbooks.database.Fence;
import org.wonbooks.fault.Skip;
import org.wonbooks.kommo.feed.TaskList;
import org.wonbooks.ledger.deal.Deal;
import org.wonbooks.ledger.deal.DealAttention;
import org.wonbooks.ledger.deal.DealAttention.Task;
import org.wonbooks.ledger.deal.DealLedger;
import org.wonbooks.ledger.deal.Step;
import org.wonbooks.ledger.deal.StepLedger;
import org.wonbooks.work.Work;

/** The task on a deal that needs a person, as it stands: {@link KeepTask} keeps it as it should be. */
@Component("dealTask")
@Keeps(value = DealTask.TASK, as = Task.class)
public class DealTask implements Question.OfKommo {

    /** What runs keep of it. */
    static final String TASK = "task";

    private final DealLedger deals;
    private final DealAttention tasks;
    private final DealNeed need;
    private final StepLedger steps;
    private final Fence fence;

    public DealTask(DealLedger deals, DealAttention tasks, DealNeed need, StepLedger steps, Fence fence) {
        this.deals = deals;
        this.need = need;
        this.tasks = tasks;
        this.steps = steps;
        this.fence = fence;
    }

    /** The deal that the task is about. */
    public Deal deal(@Variable("work") Work work) {
        return deals.find(work.connectionId(), Long.parseLong(work.key()))
                .orElseThrow(() -> new Skip("The deal is not known"));
    }

    /**
     * What it asks for and what its task says; where a call that opens it is in doubt, the open tasks are looked at.
     */
    @Override
    public Read<?> ask(Run run) {
        Deal deal = run.deal();
        Task task = need.task(deal);
        run.keep(TASK, task);
        Optional<Step> doubt = steps.find(deal.id(), task.step()).filter(Step::open);
        return doubt.isEmpty()
                ? null
                : Read.of("tasks", TaskList.class)
                        .with(openTasks(deal))
                        .keep(open -> run.keep(TASK, resolve(deal, task, doubt.get(), open)));
    }

    static Map<String, String> openTasks(Deal deal) {
        return new TreeMap<>(Map.of(
                "filter[entity_type]", "leads",
                "filter[entity_id][]", String.valueOf(deal.leadId()),
                "filter[is_completed]", "0",
                "limit", "250"));
    }

    private Task resolve(Deal deal, Task task, Step doubt, TaskList open) {
        Optional<Long> found = open == null ? Optional.empty() : open.endingWith(mark(deal, task));
        if (found.isPresent()) {
            String id = String.valueOf(found.get());
            tasks.open(deal, id, doubt.request());
            steps.done(deal, task.step(), id);
        } else if (task.attention() == null) {
            steps.skipped(deal, task.step(), "It is not there, and not needed any more");
            tasks.closed(deal);
        }
        return need.task(deal);
    }

    /** Is there a person needed, and no task that says so? */
    public boolean toBeOpened(@Variable("task") Task task) {
        return task.attention() != null && task.id() == null;
    }

    /** Kommo does not let the task be completed: a person has deleted it. */
    @Transactional
    public void gone(Work work, Deal deal) {
        fence.hold(work.lease());
        tasks.closed(deal);
        deals.note(deal, "The task in Kommo can't be completed: it is left as it is");
    }

    /** What the task ends with: no other one of the deal does. */
    static String mark(Deal deal, Task task) {
        return mark(deal, task.step());
    }

    /** The same, by the step that opens it. */
    static String mark(Deal deal, String step) {
        return "[wonbooks " + deal.cycle() + " " + step + "]";
    }
}
