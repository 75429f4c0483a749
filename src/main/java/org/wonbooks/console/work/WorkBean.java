package org.wonbooks.console.work;

import org.springframework.jmx.export.annotation.ManagedAttribute;
import org.springframework.jmx.export.annotation.ManagedOperation;
import org.springframework.jmx.export.annotation.ManagedOperationParameter;
import org.springframework.jmx.export.annotation.ManagedResource;
import org.springframework.stereotype.Component;
import org.wonbooks.console.JmxCalls;

/** The work as a whole, over JMX. */
@Component
@ManagedResource(objectName = "org.wonbooks:type=Work", description = "What has to be brought up to date")
public class WorkBean {

    private final WorkQueries work;
    private final DeliveryQueries deliveries;
    private final WorkActions actions;

    WorkBean(WorkQueries work, DeliveryQueries deliveries, WorkActions actions) {
        this.work = work;
        this.deliveries = deliveries;
        this.actions = actions;
    }

    @ManagedAttribute(description = "Waits for its time or its turn")
    public long getOpen() {
        return counts().open();
    }

    @ManagedAttribute(description = "Is being done")
    public long getRunning() {
        return counts().running();
    }

    @ManagedAttribute(description = "Waits for its connection")
    public long getPaused() {
        return counts().paused();
    }

    @ManagedAttribute(description = "Waits for a person")
    public long getDead() {
        return counts().dead();
    }

    @ManagedAttribute(description = "How long the oldest open piece of work is overdue; 0: nothing is")
    public long getOldestOpenSeconds() {
        return work.longestWait().toSeconds();
    }

    @ManagedAttribute(description = "Deliveries of QuickBooks that are stored and not yet taken apart")
    public long getDeliveriesWaiting() {
        return deliveries.waiting();
    }

    @ManagedAttribute(description = "How long the oldest of these has waited; 0: none does")
    public long getOldestDeliverySeconds() {
        return deliveries.longestWait().toSeconds();
    }

    /** Has dead work tried again. */
    @ManagedOperation(description = "Has dead work tried again; what is not dead stays as it is")
    @ManagedOperationParameter(name = "id", description = "the id that /api/v1/work shows")
    public void replay(long id) {
        JmxCalls.inWords(() -> actions.replay(JmxCalls.PERSON, id));
    }

    private WorkQueries.Counts counts() {
        return WorkQueries.Counts.sum(work.counts());
    }
}
