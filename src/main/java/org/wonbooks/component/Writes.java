package org.wonbooks.component;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.Module;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import groovy.lang.GString;
import java.nio.file.Path;
import org.springframework.stereotype.Service;
import org.wonbooks.component.read.Read;
import org.wonbooks.component.read.Run;
import org.wonbooks.component.write.Gate;
import org.wonbooks.component.write.Mapping;
import org.wonbooks.component.write.Write;
import org.wonbooks.component.write.Write.Call;
import org.wonbooks.configuration.WonbooksSettings;
import org.wonbooks.fault.Fault;
import org.wonbooks.ledger.deal.StepLedger;
import org.wonbooks.peer.ApiRequest;
import org.wonbooks.peer.PeerDoor;
import org.wonbooks.running.RouteSet;
import org.wonbooks.running.RunningRoutes;
import org.wonbooks.work.run.Turns;

/** Makes the writes of a run, each with all that belongs to it. */
@Service
public class Writes {

    /** To Groovy a text with values in it is an object of its parts; to whoever edits a mapping it is a text. */
    private static final Module TEXT_WITH_VALUES =
            new SimpleModule().addSerializer(GString.class, ToStringSerializer.instance);

    private final Reads reads;
    private final LeasedTransaction kept;
    private final Gate gate;
    private final StepLedger steps;
    private final ObjectMapper json;
    private final WonbooksSettings settings;
    private final Turns turns;

    Writes(
            Reads reads,
            LeasedTransaction kept,
            Gate gate,
            StepLedger steps,
            ObjectMapper json,
            WonbooksSettings settings,
            Turns turns) {
        this.turns = turns;
        this.reads = reads;
        this.kept = kept;
        this.gate = gate;
        this.steps = steps;
        this.json = json.copy().registerModule(TEXT_WITH_VALUES);
        this.settings = settings;
    }

    /** The mapping of a file's name, of the set of routes that the run is on; without a name none. */
    Mapping mapping(Run run, String name) {
        RouteSet set = RunningRoutes.of(run.exchange());
        return mapping(set == null ? settings.routes() : set.source(), name);
    }

    /** The same of a folder of routes, for who composes and sends nothing. */
    public Mapping mapping(Path routes, String name) {
        return new Mapping(name == null ? null : routes.resolve("mappings").resolve(name), json);
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
