package org.wonbooks.component;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.function.Supplier;
import org.springframework.stereotype.Service;
import org.wonbooks.component.mapping.Gives;
import org.wonbooks.component.mapping.MappingFailed;
import org.wonbooks.component.mapping.MappingScript;
import org.wonbooks.component.mapping.Mappings;
import org.wonbooks.component.mapping.SetMappings;
import org.wonbooks.component.read.Read;
import org.wonbooks.component.read.Run;
import org.wonbooks.component.write.Gate;
import org.wonbooks.component.write.Mapping;
import org.wonbooks.component.write.Write;
import org.wonbooks.component.write.Write.Call;
import org.wonbooks.fault.Fault;
import org.wonbooks.ledger.deal.StepLedger;
import org.wonbooks.peer.ApiRequest;
import org.wonbooks.peer.PeerDoor;
import org.wonbooks.running.RouteSet;
import org.wonbooks.work.run.Turns;

/** Makes the writes of a run, each with all that belongs to it. */
@Service
public class Writes {

    private final Reads reads;
    private final LeasedTransaction kept;
    private final Gate gate;
    private final StepLedger steps;
    private final ObjectMapper json;
    private final SetMappings mappings;
    private final Turns turns;

    Writes(
            Reads reads,
            LeasedTransaction kept,
            Gate gate,
            StepLedger steps,
            ObjectMapper json,
            SetMappings mappings,
            Turns turns) {
        this.turns = turns;
        this.reads = reads;
        this.kept = kept;
        this.gate = gate;
        this.steps = steps;
        this.json = Mapping.writer(json);
        this.mappings = mappings;
    }

    /**
     * The mapping that a step names, of the set of routes that the run is on, as it is now; one that can't be run is a
     * fault only when it is asked.
     */
    Mapping mapping(Run run, String file, String step, Gives wanted) {
        return mapping(mappings.of(run.exchange()), file, step, wanted);
    }

    /** The same of a set that no run is on, for who composes and sends nothing. */
    public Mapping mapping(RouteSet set, String file, String step, Gives wanted) {
        return mapping(mappings.of(set.source()), file, step, wanted);
    }

    private Mapping mapping(Mappings set, String file, String step, Gives wanted) {
        return new Mapping(wanted == null ? null : script(set, file, step), wanted, json);
    }

    private static Supplier<MappingScript> script(Mappings set, String file, String step) {
        try {
            MappingScript now = set.script(file, step);
            return () -> now;
        } catch (MappingFailed failed) {
            return () -> {
                throw failed;
            };
        }
    }

    /** The whole protocol of a change. */
    <A> void write(PeerDoor door, Run run, Write<A> write, Mapping mapping) throws JsonProcessingException {
        if (run.work() == null) {
            reads.follow(door, run, write.foresee(run, mapping));
            return;
        }
        if (!write.wanted(run)) {
            return;
        }
        reads.follow(door, run, write.before(run));
        Read<?>[] look = new Read<?>[1];
        Call call = kept.by(run, () -> {
            Call begun = write.begin(run, mapping);
            look[0] = begun != null && begun.inDoubt() ? write.doubt(run, begun) : null;
            if (look[0] != null) {
                return begun;
            }
            // What nobody can look for is asked for again to the letter: it may be there already.
            boolean again = begun != null && begun.inDoubt();
            return again ? repeated(run, begun) : toBeSent(run, write, mapping, begun);
        });
        if (look[0] != null) {
            reads.follow(door, run, look[0]);
            call = begin(run, write, mapping);
        }
        while (call != null) {
            call = send(door, run, write, mapping, call);
        }
    }

    private Call begin(Run run, Write<?> write, Mapping mapping) {
        return kept.by(run, () -> toBeSent(run, write, mapping, write.begin(run, mapping)));
    }

    /**
     * A text that contradicts what was decided is not sent, and not written down either: it is composed anew at the
     * replay.
     */
    private Call toBeSent(Run run, Write<?> write, Mapping mapping, Call call) {
        if (call != null) {
            gate.pass(mapping, call, write.contradictions(run, call.body()));
        }
        return repeated(run, call);
    }

    /** What is proved by the time since a call goes by the last one. */
    private Call repeated(Run run, Call call) {
        if (call != null && call.inDoubt()) {
            steps.repeated(run.deal(), call.step());
        }
        return call;
    }

    /** Gives what is to be sent next, after a failure that was dealt with; null: nothing. */
    private <A> Call send(PeerDoor door, Run run, Write<A> write, Mapping mapping, Call call)
            throws JsonProcessingException {
        A answer;
        try {
            answer = reads.parse(
                    turns.away(() -> door.call(
                            run.connection(),
                            run.lease(),
                            ApiRequest.write(call.change(), call.path(), call.requestId(), call.body()))),
                    write.answer());
        } catch (Fault fault) {
            if (call.step() != null && write.provesNothingMade(call, fault)) {
                steps.refused(run.lease(), run.deal(), call.step(), fault.getMessage());
            }
            reads.follow(door, run, write.failed(run, call, fault));
            return begin(run, write, mapping);
        }
        reads.follow(door, run, kept.by(run, () -> write.done(run, call, answer)));
        return null;
    }
}
