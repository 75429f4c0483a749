package org.wonbooks.ledger.deal;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * The task in Kommo by which a deal asks for a person: at most one is open. Everything that writes here is part of its
 * caller's transaction, which holds the fence first.
 */
@Repository
@Transactional(propagation = Propagation.REQUIRED)
public class DealTasks {

    private final JdbcClient jdbc;

    public DealTasks(JdbcClient jdbc) {
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
     * @param attention what a person has to settle; null: nothing
     */
    public Task get(Deal deal, String attention, String fix) {
        return jdbc.sql("select task_no, task_id, task_text from deal where id = ?")
                .param(deal.id())
                .query((row, number) -> new Task(
                        attention,
                        fix,
                        row.getInt("task_no") + 1,
                        row.getString("task_id"),
                        row.getString("task_text")))
                .single();
    }

    /** The task is there, and says this. */
    public void open(Deal deal, String id, String text) {
        jdbc.sql("update deal set task_id = ?, task_text = ? where id = ?")
                .params(id, text, deal.id())
                .update();
    }

    /** The task is no longer open: the next one is another. */
    public void closed(Deal deal) {
        jdbc.sql("update deal set task_id = null, task_text = null, task_no = task_no + 1 where id = ?")
                .param(deal.id())
                .update();
    }
}
