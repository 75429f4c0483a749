package org.wonbooks.console;

import org.springframework.jmx.export.annotation.ManagedAttribute;
import org.springframework.jmx.export.annotation.ManagedOperation;
import org.springframework.jmx.export.annotation.ManagedOperationParameter;
import org.springframework.jmx.export.annotation.ManagedResource;
import org.springframework.stereotype.Component;

/** The work as a whole, over JMX. */
@Component
@ManagedResource(objectName = "org.wonbooks:type=Work", description = "What has to be brought up to date")
public class WorkBean {

    static final String PERSON = "jmx";

    private final WorkQueries work;
    private final WorkActions actions;

    WorkBean(WorkQueries work, WorkActions actions) {
        this.work = work;
        this.actions = actions;
    }

    @ManagedAttribute(description = "Waits for its time or its turn")
    public long getOpen() {
        return count(WorkQueries.State.OPEN);
    }

    @ManagedAttribute(description = "Is being done")
    public long getRunning() {
        return count(WorkQueries.State.RUNNING);
    }

    @ManagedAttribute(description = "Waits for its connection")
    public long getPaused() {
        return count(WorkQueries.State.PAUSED);
    }

    @ManagedAttribute(description = "Waits for a person")
    public long getDead() {
        return count(WorkQueries.State.DEAD);
    }

    @ManagedAttribute(description = "How long the oldest open piece of work is overdue; 0: nothing is")
    public long getOldestOpenSeconds() {
        return work.longestWait().toSeconds();
    }

    /** Has dead work tried again. */
    @ManagedOperation(description = "Has dead work tried again; what is not dead stays as it is")
    @ManagedOperationParameter(name = "id", description = "the id that /api/v1/work shows")
    public void replay(long id) {
        ConnectionBean.inWords(() -> actions.replay(PERSON, id));
    }

    private long count(WorkQueries.State state) {
        return work.counts().values().stream()
                .map(counts -> counts.getOrDefault(state, 0L))
                .mapToLong(Long::longValue)
                .sum();
    }
}
