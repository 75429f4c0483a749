package org.wonbooks.component;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.function.Supplier;
import org.springframework.stereotype.Service;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.wonbooks.component.Write.Call;
import org.wonbooks.configuration.WonbooksSettings;
import org.wonbooks.database.Fence;
import org.wonbooks.fault.Fault;
import org.wonbooks.fault.Hold;
import org.wonbooks.fault.Skip;
import org.wonbooks.ledger.StepLedger;
import org.wonbooks.peer.ApiRequest;
import org.wonbooks.peer.PeerDoor;
import org.wonbooks.quickbooks.MissingFault;

/** Makes the calls of a run: what is asked, and what is changed, each with all that belongs to it. */
@Service
class PeerCalls {

    private final StepLedger steps;
    private final Fence fence;
    private final TransactionTemplate transactions;
    private final ObjectMapper json;
    private final WonbooksSettings settings;

    PeerCalls(
            StepLedger steps,
            Fence fence,
            PlatformTransactionManager transactions,
            ObjectMapper json,
            WonbooksSettings settings) {
        this.steps = steps;
        this.fence = fence;
        this.transactions = new TransactionTemplate(transactions);
        this.json = json;
        this.settings = settings;
    }

    /** The mapping of a file's name; null: none. */
    Mapping mapping(String name) {
        return new Mapping(
                name == null ? null : settings.routes().resolve("mappings").resolve(name), json);
    }

    /** Reads as long as there is something to read. */
    void read(PeerDoor door, Run run, Read<?> first) throws JsonProcessingException {
        Read<?> read = first;
        while (read != null) {
            read = one(door, run, read);
        }
    }

    private <A> Read<?> one(PeerDoor door, Run run, Read<A> read) throws JsonProcessingException {
        A answer;
        try {
            answer = answer(door, run, read);
        } catch (RuntimeException | JsonProcessingException e) {
            if (read.fault() == null || !read.fault().isInstance(e)) {
                throw e;
            }
            return read.failed().apply(e);
        }
        return read.kept()
                ? kept(run, () -> read.then().apply(answer))
                : read.then().apply(answer);
    }

    /** The answer; null: there is no such thing. */
    <A> A answer(PeerDoor door, Run run, Read<A> read) throws JsonProcessingException {
        try {
            return parse(
                    door.call(run.connection(), run.lease(), ApiRequest.read(read.path(), read.query())), read.as());
        } catch (MissingFault missing) {
            if (read.mayBeMissing()) {
                return null;
            }
            throw missing;
        }
    }

    /** The whole protocol of a change. */
    <A> void write(PeerDoor door, Run run, Write<A> write, Mapping mapping) throws JsonProcessingException {
        if (run.work() == null) {
            read(door, run, write.foresee(run, mapping));
            return;
        }
        read(door, run, write.before(run));
        Read<?>[] look = new Read<?>[1];
        Call call = kept(run, () -> {
            Call begun = write.begin(run, mapping);
            look[0] = begun != null && begun.inDoubt() ? write.doubt(run, begun) : null;
            return look[0] == null ? repeated(run, begun) : begun;
        });
        if (look[0] != null) {
            read(door, run, look[0]);
            call = begin(run, write, mapping);
        }
        while (call != null) {
            call = send(door, run, write, mapping, call);
        }
    }

    private Call begin(Run run, Write<?> write, Mapping mapping) {
        return kept(run, () -> repeated(run, write.begin(run, mapping)));
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
            answer = parse(
                    door.call(
                            run.connection(),
                            run.lease(),
                            ApiRequest.write(call.change(), call.path(), call.requestId(), call.body())),
                    write.answer());
        } catch (Fault fault) {
            if (call.step() != null && write.provesNothingMade(call, fault)) {
                steps.refused(run.lease(), run.deal(), call.step(), fault.getMessage());
            }
            read(door, run, write.failed(run, call, fault));
            return begin(run, write, mapping);
        }
        read(door, run, kept(run, () -> write.done(run, call, answer)));
        return null;
    }

    /** In one transaction that holds the lease. What ends a run in an orderly way undoes nothing. */
    private <T> T kept(Run run, Supplier<T> keeper) {
        Fault[] end = new Fault[1];
        T result = transactions.execute(status -> {
            fence.hold(run.lease());
            try {
                return keeper.get();
            } catch (Skip | Hold orderly) {
                end[0] = orderly;
                return null;
            }
        });
        if (end[0] != null) {
            throw end[0];
        }
        return result;
    }

    private <A> A parse(String text, Class<A> as) throws JsonProcessingException {
        if (text == null || as == Void.class) {
            return null;
        }
        return as == String.class ? as.cast(text) : json.readValue(text, as);
    }
}
