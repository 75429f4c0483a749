package org.wonbooks.component.mapping;

import java.util.List;
import java.util.stream.Collectors;
import org.wonbooks.fault.PermanentFault;

/** A mapping makes nothing that could be sent: whoever edits it reads why, by file and line. */
public final class MappingFailed extends PermanentFault {

    private final transient List<MappingFault> faults;

    MappingFailed(List<MappingFault> faults) {
        super(
                faults.stream().map(MappingFault::toString).collect(Collectors.joining("; ")),
                "Put the mapping right, then press “Try again”.");
        this.faults = List.copyOf(faults);
    }

    MappingFailed(MappingFault fault) {
        this(List.of(fault));
    }

    /** What is wrong, at least one thing. */
    public List<MappingFault> faults() {
        return faults;
    }
}
