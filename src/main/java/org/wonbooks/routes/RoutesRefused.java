package org.wonbooks.routes;

import java.util.List;
import java.util.stream.Collectors;
import org.wonbooks.routes.file.RouteFault;
import org.wonbooks.running.RouteSets.Change;

/** Route files are missing or faulty: the product does not start on them, and nothing is tried on them. */
public final class RoutesRefused extends RuntimeException {

    private final transient List<RouteFault> faults;
    private final transient Change applied;

    /**
     * @param applied how they were put to work, where they are in the database alone; null: they are of the folder
     * @param cause null: nothing but the check has refused them
     */
    RoutesRefused(List<RouteFault> faults, Change applied, Exception cause) {
        super(faults.stream().map(RouteFault::toString).collect(Collectors.joining("\n")), cause);
        this.faults = faults;
        this.applied = applied;
    }

    /** How they were put to work; null: they are of the folder. */
    Change applied() {
        return applied;
    }

    /** What is to be put right; the message has a line for each. */
    public List<RouteFault> faults() {
        return faults;
    }
}
