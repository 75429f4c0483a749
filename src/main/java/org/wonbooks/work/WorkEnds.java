package org.wonbooks.work;

import java.time.Instant;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.wonbooks.database.DatabaseText;
import org.wonbooks.database.DatabaseTime;

/** The statements with which {@link WorkQueue} writes down how a run ended. */
final class WorkEnds {

    private static final String ENDED =
            """
            update work set state = :state, reason = :reason, fix = :fix, attempts = 0, finished_at = :now,
                            owner = null, lease_until = null, running_lane = null
             where id = :id and epoch = :epoch and state = 'RUNNING' and hints = :seen
            """;

    private static final String OPEN_AGAIN =
            """
            update work set state = 'OPEN', reason = :reason, fix = null,
                            attempts = case when hints > :seen then 0 else :attempts end,
                            due_at = case when hints > :seen then :now else :due end,
                            owner = null, lease_until = null, running_lane = null
             where id = :id and epoch = :epoch and state = 'RUNNING'
            """;

    private final JdbcClient jdbc;
    private final DatabaseTime time;

    WorkEnds(JdbcClient jdbc, DatabaseTime time) {
        this.jdbc = jdbc;
        this.time = time;
    }

    /** Ends the run, unless a hint came meanwhile: then there is another run to follow. */
    boolean end(Work work, String state, String reason, String fix) {
        Instant now = time.now();
        int ended = jdbc.sql(ENDED)
                .param("state", state)
                .param("reason", cut(reason))
                .param("fix", cut(fix))
                .param("now", DatabaseTime.parameter(now))
                .param("id", work.id())
                .param("epoch", work.epoch())
                .param("seen", work.seenHints())
                .update();
        boolean mine = ended == 1 || open(work, 0, now, reason);
        if (mine) {
            closeEvents(work.id(), work.seenHints(), state, reason);
        }
        return mine;
    }

    boolean open(Work work, int attempts, Instant due, String reason) {
        return jdbc.sql(OPEN_AGAIN)
                        .param("reason", cut(reason))
                        .param("attempts", Math.max(attempts, 0))
                        .param("seen", work.seenHints())
                        .param("now", DatabaseTime.parameter(time.now()))
                        .param("due", DatabaseTime.parameter(due))
                        .param("id", work.id())
                        .param("epoch", work.epoch())
                        .update()
                == 1;
    }

    /** A dead letter that is mended later closes its events for the second time, with the better end. */
    void closeEvents(long workId, long upToHint, String state, String reason) {
        jdbc.sql(
                        """
                        update event set state = ?, reason = ?, closed_at = ?
                         where work_id = ? and hint <= ? and state in ('OPEN', 'DEAD')
                        """)
                .params(state, cut(reason), DatabaseTime.parameter(time.now()), workId, upToHint)
                .update();
    }

    static String cut(String text) {
        return DatabaseText.fit(text, 2000);
    }
}
