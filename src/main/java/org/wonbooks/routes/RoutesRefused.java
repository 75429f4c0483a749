package org.wonbooks.routes;

import java.util.List;
import java.util.stream.Collectors;
import org.wonbooks.routes.file.RouteFault;

/** Route files are missing or faulty: the product does not start on them, and nothing is tried on them. */
public final class RoutesRefused extends RuntimeException {

    private final transient List<RouteFault> faults;

    /** @param cause null: nothing but the check has refused them */
    RoutesRefused(List<RouteFault> faults, Exception cause) {
        super(faults.stream().map(RouteFault::toString).collect(Collectors.joining("\n")), cause);
        this.faults = faults;
    }

    /** What is to be put right; the message has a line for each. */
    public List<RouteFault> faults() {
        return faults;
    }
}
