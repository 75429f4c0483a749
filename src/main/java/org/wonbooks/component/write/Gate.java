package org.wonbooks.component.write;

import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import org.wonbooks.component.write.Write.Call;
import org.wonbooks.fault.PermanentFault;

/**
 * Lets nothing out that says otherwise than what was decided: a slip in a mapping bills nobody else, and no other sum.
 */
@Component
public class Gate {

    /** Throws what a person reads who has to mend the mapping. */
    public void pass(Mapping mapping, Map<String, String> contradictions) {
        if (!contradictions.isEmpty()) {
            throw new PermanentFault(
                    contradictions.entrySet().stream()
                            .map(each -> mapping.place(each.getKey()) + ": " + each.getValue())
                            .collect(Collectors.joining("; ")),
                    "Put the mapping right, then press “Try again”.");
        }
    }

    /** The same of a call that is about to be made; one in doubt has a text of an earlier run's mapping. */
    public void pass(Mapping mapping, Call call, Map<String, String> contradictions) {
        if (!call.inDoubt()) {
            pass(mapping, contradictions);
        } else if (!contradictions.isEmpty()) {
            throw new PermanentFault(
                    "An earlier run has asked for something else than what was decided, and nobody saw what came of it: "
                            + String.join("; ", contradictions.values()),
                    "See that the mapping is right. Press “Try again” five minutes after the call: it is looked for"
                            + " again, and"
                            + " asked for anew where there is none.");
        }
    }
}
