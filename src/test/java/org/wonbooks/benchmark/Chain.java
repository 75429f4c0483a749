package org.wonbooks.benchmark;

import java.util.List;
import org.wonbooks.benchmark.SandboxLog.Call;

/**
 * The calls of one deal, in milliseconds: one after the other, and as they would be if each was made as soon as what it
 * needs to know is known.
 *
 * @param longest the longest chain of calls that have to wait for each other, until the deal's card is written
 * @param sum all of them
 */
record Chain(double longest, double sum) {

    /** What needs nothing of each other; it needs what stands before. Kinds begin so. */
    private static final List<List<String>> STAGES = List.of(
            List.of("readLead"),
            List.of("listEvents"),
            List.of(
                    "readParty",
                    "listElements",
                    "readFields",
                    "readPreferences",
                    "query Preferences",
                    "query Item",
                    "query Term",
                    "query Class",
                    "query Department",
                    "query Tax"),
            List.of("readRate", "query Customer"),
            List.of("writeCustomer"),
            List.of("writeInvoice"),
            List.of("readInvoice"),
            List.of("sendInvoice", SandboxLog.CARD));

    static Chain of(List<Call> calls) {
        double longest = 0;
        for (List<String> stage : STAGES) {
            longest += calls.stream()
                    .filter(call -> stage.stream().anyMatch(call.kind()::startsWith))
                    .mapToDouble(Call::milliseconds)
                    .max()
                    .orElse(0);
        }
        return new Chain(longest, calls.stream().mapToDouble(Call::milliseconds).sum());
    }
}
