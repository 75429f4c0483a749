package org.wonbooks.flow.task;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.wonbooks.component.read.Run;
import org.wonbooks.fault.Skip;
import org.wonbooks.kommo.feed.TaskList;
import org.wonbooks.kommo.lead.Lead;
import org.wonbooks.ledger.deal.Deal;

/** A new task on a deal, as Kommo takes it: for its responsible user. */
final class TaskForm {

    /** Kommo's own type of task, "Follow-up". */
    private static final int FOLLOW_UP = 1;

    private static final Duration TO_BE_DONE_WITHIN = Duration.ofHours(24);

    /** What runs keep once Kommo did not take the responsible user. */
    private static final String FOR_ANYONE = "forAnyone";

    private TaskForm() {}

    /** Of the deal that the run has read. */
    static Object opening(Run run, Deal deal, String text, Instant now) {
        Lead lead = run.get("lead", Lead.class);
        if (lead == null || lead.isDeleted()) {
            throw new Skip("The deal is gone from Kommo");
        }
        Map<String, Object> opening = new HashMap<>();
        opening.put("text", text);
        opening.put("task_type_id", FOLLOW_UP);
        opening.put("complete_till", now.plus(TO_BE_DONE_WITHIN).getEpochSecond());
        opening.put("entity_id", deal.leadId());
        opening.put("entity_type", "leads");
        if (lead.responsibleUserId() != null && run.get(FOR_ANYONE, Boolean.class) == null) {
            opening.put("responsible_user_id", lead.responsibleUserId());
        }
        return List.of(opening);
    }

    /** From now on the run leaves it to Kommo for whom a task is; false: it did before. */
    static boolean forAnyone(Run run) {
        boolean first = run.get(FOR_ANYONE, Boolean.class) == null;
        run.keep(FOR_ANYONE, true);
        return first;
    }

    /** The id of the task that was opened. */
    static long made(ObjectMapper json, String answer) {
        try {
            return json.readValue(answer, TaskList.class).made();
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
