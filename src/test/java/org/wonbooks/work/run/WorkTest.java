package org.wonbooks.work.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import org.wonbooks.testing.ConnectedTest;
import org.wonbooks.testing.TestDatabase;
import org.wonbooks.work.Lane;
import org.wonbooks.work.Work;
import org.wonbooks.work.WorkKind;
import org.wonbooks.work.WorkQueue;
import org.wonbooks.work.WorkQueue.Marked;

/** The queue, two instances that claim from it, and a connection that is ready. */
public abstract class WorkTest extends ConnectedTest {

    public static final Instant LATER = NOON.plus(Duration.ofHours(1));

    public final WorkQueue queue;
    public final WorkClaims claims;
    protected final WorkClaims otherInstance;

    public WorkTest(TestDatabase database, Class<?>... beans) {
        super(database, beans);
        queue = bean(WorkQueue.class);
        claims = bean(WorkClaims.class);
        otherInstance = new WorkClaims(jdbc, time, WORK, LIMITS);
    }

    protected Marked mark(long lead) {
        return mark(acme, lead);
    }

    protected Marked mark(long connection, long lead) {
        return queue.markDue(connection, WorkKind.DEAL_WON, String.valueOf(lead), Lane.deal(connection, lead));
    }

    /** Marks a deal due and claims it. */
    protected Work running(long lead) {
        mark(lead);
        return claimOne(claims);
    }

    protected Work claimOne(WorkClaims instance) {
        List<Work> claimed = instance.claim(1);
        assertThat(claimed).hasSize(1);
        return claimed.get(0);
    }

    /** Lets the lease run out and another instance take over. */
    protected Work takenOver(Work work) {
        clock.pass(WORK.lease().plusMillis(1));
        Work next = claimOne(otherInstance);
        assertThat(next.id()).isEqualTo(work.id());
        return next;
    }

    /** A delivery told of this. */
    protected void event(Marked marked) {
        jdbc.sql("insert into inbox (source, received_at, body) values ('KOMMO', ?, ?)")
                .params(NOON.atOffset(java.time.ZoneOffset.UTC), new byte[0])
                .update();
        jdbc.sql(
                        """
                        insert into event (inbox_id, connection_id, what, work_id, hint, state)
                        values ((select max(id) from inbox), ?, 'a lead', ?, ?, 'OPEN')
                        """)
                .params(acme, marked.workId(), marked.hint())
                .update();
    }

    /** What became of the events, in their order. */
    protected List<String> events() {
        return texts("select state from event order by id");
    }

    protected Map<String, Object> row(long id) {
        return row("select * from work where id = ?", id);
    }

    protected String state(long id) {
        return (String) row(id).get("state");
    }

    protected Instant instant(long id, String column) {
        return jdbc.sql("select " + column + " from work where id = ?")
                .param(id)
                .query(OffsetDateTime.class)
                .single()
                .toInstant();
    }
}
