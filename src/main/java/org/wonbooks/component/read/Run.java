package org.wonbooks.component.read;

import org.apache.camel.Exchange;
import org.wonbooks.connection.Connection;
import org.wonbooks.database.Lease;
import org.wonbooks.ledger.deal.Deal;
import org.wonbooks.logging.RunLog;
import org.wonbooks.work.Work;

/** The run that a call is a part of: what its steps have kept so far, by name. */
public record Run(Exchange exchange) {

    /** What is run; null in a preview. */
    public Work work() {
        return get("work", Work.class);
    }

    /** Whose systems are called. */
    public Connection connection() {
        return get("connection", Connection.class);
    }

    /** The deal that the run is about; null where it is about none. */
    public Deal deal() {
        return get("deal", Deal.class);
    }

    /** The right to write down what the run does; null in a preview. */
    public Lease lease() {
        return get("lease", Lease.class);
    }

    /** Comes to a step: what is logged from here on names it. Nothing is said of a preview. */
    public void enter(String step) {
        if (work() != null) {
            RunLog.step(step);
            if (deal() != null) {
                RunLog.deal(String.valueOf(deal().leadId()));
            }
        }
    }

    /** What a step has kept under a name; null: none has. */
    public <T> T get(String name, Class<T> type) {
        return exchange.getVariable(name, type);
    }

    /** The same, where something else is kept under a name; this run knows nothing of it. */
    public Run with(String name, Object value) {
        Run other = new Run(exchange.copy());
        other.keep(name, value);
        return other;
    }

    /** Keeps something for the steps to come. */
    public void keep(String name, Object value) {
        if (value == null) {
            exchange.removeVariable(name);
        } else {
            exchange.setVariable(name, value);
        }
    }
}
