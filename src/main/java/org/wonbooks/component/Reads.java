package org.wonbooks.component;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;
import org.apache.camel.CamelContext;
import org.springframework.stereotype.Service;
import org.wonbooks.answer.Unreadable;
import org.wonbooks.answer.UnreadableFault;
import org.wonbooks.component.read.Read;
import org.wonbooks.component.read.Run;
import org.wonbooks.fault.PassingFault;
import org.wonbooks.logging.RunLog;
import org.wonbooks.peer.ApiRequest;
import org.wonbooks.peer.PeerDoor;
import org.wonbooks.quickbooks.MissingFault;
import org.wonbooks.work.run.Turns;

/** Makes the reads of a run, and has taken or kept what they answer. */
@Service
class Reads {

    private final List<PeerDoor> doors;
    private final LeasedTransaction kept;
    private final ObjectMapper json;
    private final Turns turns;
    private final ExecutorService hands;

    Reads(List<PeerDoor> doors, LeasedTransaction kept, ObjectMapper json, Turns turns, CamelContext camel) {
        this.doors = doors;
        this.turns = turns;
        this.kept = kept;
        this.json = json;
        hands = camel.getExecutorServiceManager().newCachedThreadPool(this, "reads");
    }

    /** What came of a call: its failure, where it failed, and by what Intuit finds it again. */
    private record Answered<A>(Read<A> read, A answer, Exception failure, String trace) {}

    /**
     * Reads as long as there is something to read. Several go out side by side; what becomes of their answers is done
     * here, one after the other. The first failure in their order is thrown, when the answers of the others are taken:
     * they may have cost something.
     */
    void follow(PeerDoor door, Run run, Read<?> first) throws JsonProcessingException {
        List<Read<?>> reads = together(first);
        while (!reads.isEmpty()) {
            List<Read<?>> next = new ArrayList<>();
            FirstFailure failures = new FirstFailure();
            List<Supplier<Answered<?>>> calls = reads.stream()
                    .<Supplier<Answered<?>>>map(read -> () -> answered(door, run, read))
                    .toList();
            for (Answered<?> answered : sideBySide(calls)) {
                failures.in(() -> next.addAll(together(next(run, answered))));
            }
            failures.throwFirst();
            reads = next;
        }
    }

    private static List<Read<?>> together(Read<?> first) {
        List<Read<?>> reads = new ArrayList<>();
        if (first != null) {
            reads.add(first);
            reads.addAll(first.beside());
        }
        return reads;
    }

    /** Has all of them done at the same time, the first one by this thread; what they give, in their order. */
    private <T> List<T> sideBySide(List<Supplier<T>> tasks) {
        if (tasks.size() == 1) {
            return List.of(tasks.get(0).get());
        }
        List<FutureTask<T>> calls = new ArrayList<>();
        tasks.forEach(task -> calls.add(new FutureTask<>(task::get)));
        calls.stream().skip(1).forEach(this::begin);
        calls.stream().limit(1).forEach(FutureTask::run);
        return turns.away(() -> calls.stream().map(Reads::end).toList());
    }

    /** Where the process is about to stop nobody else takes it. */
    private void begin(FutureTask<?> call) {
        try {
            hands.execute(RunLog.carried(call));
        } catch (RejectedExecutionException stopping) {
            call.run();
        }
    }

    private static <T> T end(Future<T> call) {
        try {
            return call.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new PassingFault("Stopped while waiting for an answer", null);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            throw new IllegalStateException(e.getCause());
        }
    }

    private <A> Answered<A> answered(PeerDoor door, Run run, Read<A> read) {
        try {
            A answer = answer(door, run, read);
            return new Answered<>(read, answer, null, RunLog.trace());
        } catch (RuntimeException | JsonProcessingException e) {
            return new Answered<>(read, null, e, RunLog.trace());
        }
    }

    private <A> Read<?> next(Run run, Answered<A> answered) throws JsonProcessingException {
        Read<A> read = answered.read();
        Exception failure = answered.failure();
        RunLog.answered(answered.trace());
        if (failure == null) {
            return read.kept()
                    ? kept.by(run, () -> read.then().apply(answered.answer()))
                    : read.then().apply(answered.answer());
        }
        if (read.fault() != null && read.fault().isInstance(failure)) {
            return read.failed().apply(failure);
        }
        throw FirstFailure.as(failure);
    }

    /** The answer; null: there is no such thing. */
    <A> A answer(PeerDoor door, Run run, Read<A> read) throws JsonProcessingException {
        try {
            return parse(
                    turns.away(() -> doorOf(read, door)
                            .call(run.connection(), run.lease(), ApiRequest.read(read.path(), read.query()))),
                    read.as());
        } catch (JsonMappingException form) {
            if (form.getPath().isEmpty() || isCut(form)) {
                // Nothing like an answer: it may come the next time.
                throw form;
            }
            String title = doorOf(read, door).peer().title();
            throw new UnreadableFault(
                    title + " answered " + read.path().replaceFirst("\\?.*", "") + " with what can't be read: "
                            + Unreadable.why(form),
                    "Open it in " + title + ", put that right and save it, then press “Try again”.");
        } catch (MissingFault missing) {
            if (read.mayBeMissing()) {
                return null;
            }
            throw missing;
        }
    }

    /** Is it no JSON at all? Where it ends within a thing, that is told as if the thing was a wrong one. */
    private static boolean isCut(JsonMappingException form) {
        return form.getCause() instanceof JsonProcessingException cause && !(cause instanceof JsonMappingException);
    }

    private PeerDoor doorOf(Read<?> read, PeerDoor steps) {
        return doors.stream()
                .filter(door -> door.peer() == read.peer())
                .findFirst()
                .orElse(steps);
    }

    /** @param text null: nothing was answered */
    <A> A parse(String text, Class<A> as) throws JsonProcessingException {
        if (text == null || as == Void.class) {
            return null;
        }
        return as == String.class ? as.cast(text) : json.readValue(text, as);
    }
}
