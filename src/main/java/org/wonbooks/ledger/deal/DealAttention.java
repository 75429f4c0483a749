package org.wonbooks.ledger.deal;

import java.time.Instant;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.wonbooks.database.DatabaseText;
import org.wonbooks.database.DatabaseTime;

/**
 * What of a deal asks for attention, {@link Deal.Attention}: what it says in Kommo by now, and the task by which it
 * asks for a person, of which at most one is open. Everything that writes here is part of its caller's transaction,
 * which holds the fence first.
 */
@Repository
@Transactional(propagation = Propagation.REQUIRED)
public class DealAttention {

    private final JdbcClient jdbc;

    public DealAttention(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * What a deal asks for, and what its task says.
     *
     * @param attention what a person has to settle; null: nothing
     * @param fix what the person can do about it, or null
     * @param number of the open task, or else of the next one; from 1
     * @param id Kommo's, while the task is open; null: none is
     * @param text what it says, without our mark
     */
    public record Task(String attention, String fix, int number, String id, String text) {

        /** The name of the step that opens it. */
        public String step() {
            return "task-" + number;
        }
    }

    /**
     * A deal's task as it is written now.
     *
     * @param needs what a person has to settle; null: nothing
     */
    public Task get(Deal deal, String needs, String fix) {
        return jdbc.sql("select task_no, task_id, task_text from deal where id = ?")
                .param(deal.id())
                .query((row, number) -> new Task(
                        needs, fix, row.getInt("task_no") + 1, row.getString("task_id"), row.getString("task_text")))
                .single();
    }

    /** The task is there, and says this. */
    public void open(Deal deal, String id, String text) {
        DealRow.set(jdbc, deal.id(), "task_id = ?, task_text = ?", id, text);
    }

    /** The task is no longer open: the next one is another. */
    public void closed(Deal deal) {
        DealRow.set(jdbc, deal.id(), "task_id = null, task_text = null, task_no = task_no + 1");
    }

    /** The task that is open is another won-cycle's from now on. */
    void passOn(Deal before, long next) {
        String columns = "task_id = ?, task_text = (select old.task_text from deal old where old.id = ?)";
        DealRow.set(jdbc, next, columns, before.attention().taskId(), before.id());
        jdbc.sql(
                        "update deal set task_id = null, task_text = null, task_no = task_no + 1 where id = ? and task_id is not null")
                .param(before.id())
                .update();
    }

    /** When the deal was seen outside the won stage; null: it is back. */
    public void leftWon(Deal deal, Instant at) {
        DealRow.set(jdbc, deal.id(), "left_won_at = ?", DatabaseTime.parameter(at));
    }

    /** What the deal in Kommo says by now and its invoice does not; null: nothing. */
    public void difference(Deal deal, String words) {
        DealRow.set(jdbc, deal.id(), "difference = ?", DatabaseText.fit(words, 2000));
    }

    /** Whether a person wants the deal's card compared with the books. */
    public void recheck(Deal deal, boolean wanted) {
        DealRow.set(jdbc, deal.id(), "recheck = ?", wanted);
    }
}
