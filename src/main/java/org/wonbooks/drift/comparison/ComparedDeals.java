package org.wonbooks.drift.comparison;

import org.apache.camel.Variable;
import org.springframework.stereotype.Component;
import org.wonbooks.connection.Connection;
import org.wonbooks.drift.report.DriftReports.Report;
import org.wonbooks.work.Work;

/** All deals of a report, compared some at a time: each time in a transaction of its own, so that none is long. */
@Component("comparedDeals")
public class ComparedDeals {

    private final DealBatches comparing;
    private final DriftRefunds refunds;

    public ComparedDeals(DealBatches comparing, DriftRefunds refunds) {
        this.comparing = comparing;
        this.refunds = refunds;
    }

    /** Compares them all, and then looks for refunds of which no deal was told. */
    public void compare(
            @Variable("work") Work work,
            @Variable("connection") Connection connection,
            @Variable("report") Report report) {
        long after = 0;
        while (after != -1) {
            after = comparing.compare(work, connection, report, after);
        }
        refunds.compare(work, connection, report);
    }
}
