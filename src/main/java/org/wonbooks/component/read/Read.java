package org.wonbooks.component.read;

import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import org.wonbooks.connection.Peer;

/**
 * One read, and what becomes of its answer; that may be another read.
 *
 * @param peer whom it asks; null: the step's own peer
 * @param path below the company's or the account's address, perhaps with one parameter: {@code leads/17?with=contacts}
 * @param query more parameters, not yet encoded
 * @param as what the answer's JSON is read as
 * @param mayBeMissing that there is no such thing is an answer too: null
 * @param kept what is done with the answer is written down: in one transaction that holds the work's lease
 * @param then is given the answer, and gives what is to be read next, or null
 * @param fault the failure that is dealt with; any other one is thrown
 * @param failed is given that failure, and gives what is to be read next, or null; may throw a fault
 * @param beside other reads, which don't need this one and go out at the same time
 */
public record Read<A>(
        Peer peer,
        String path,
        Map<String, String> query,
        Class<A> as,
        boolean mayBeMissing,
        boolean kept,
        Function<A, Read<?>> then,
        Class<? extends Exception> fault,
        Function<Exception, Read<?>> failed,
        List<Read<?>> beside) {

    /** A read whose answer is passed over, until it is said what becomes of it. */
    public static <A> Read<A> of(String path, Class<A> as) {
        return new Read<>(null, path, Map.of(), as, false, false, answer -> null, null, null, List.of());
    }

    /** The same, at another peer than the step's own: who a customer of the books is, only Kommo knows. */
    public Read<A> at(Peer other) {
        return new Read<>(other, path, query, as, mayBeMissing, kept, then, fault, failed, beside);
    }

    /** All of them at once; null: there are none. */
    public static Read<?> sideBySide(List<Read<?>> reads) {
        return reads.isEmpty() ? null : reads.get(0).with(reads.subList(1, reads.size()));
    }

    private Read<A> with(List<Read<?>> others) {
        return new Read<>(peer, path, query, as, mayBeMissing, kept, then, fault, failed, others);
    }

    /** The same with parameters. */
    public Read<A> with(Map<String, String> parameters) {
        return new Read<>(peer, path, parameters, as, mayBeMissing, kept, then, fault, failed, beside);
    }

    /** The same, where that there is no such thing is no fault: the answer is null then. */
    public Read<A> orNull() {
        return new Read<>(peer, path, query, as, true, kept, then, fault, failed, beside);
    }

    /** The same, whose answer is taken; nothing is written down. */
    public Read<A> take(Consumer<A> taker) {
        return takeThen(nothingAfter(taker));
    }

    /** As {@link #take}, and what is given back is read next; null: nothing. */
    public Read<A> takeThen(Function<A, Read<?>> taker) {
        return new Read<>(peer, path, query, as, mayBeMissing, false, taker, fault, failed, beside);
    }

    /**
     * The same, whose answer is written down: in one transaction that holds the work's lease. A
     * {@link org.wonbooks.fault.Skip} or {@link org.wonbooks.fault.Hold} that is thrown there undoes nothing of it.
     */
    public Read<A> keep(Consumer<A> keeper) {
        return keepThen(nothingAfter(keeper));
    }

    /** As {@link #keep}, and what is given back is read next; null: nothing. */
    public Read<A> keepThen(Function<A, Read<?>> keeper) {
        return new Read<>(peer, path, query, as, mayBeMissing, true, keeper, fault, failed, beside);
    }

    /** The same, where a failure of this kind is given to somebody, who gives what is read next, or null. */
    public <F extends Exception> Read<A> failing(Class<F> with, Function<F, Read<?>> taker) {
        return new Read<>(
                peer,
                path,
                query,
                as,
                mayBeMissing,
                kept,
                then,
                with,
                failure -> taker.apply(with.cast(failure)),
                beside);
    }

    private static <A> Function<A, Read<?>> nothingAfter(Consumer<A> taker) {
        return answer -> {
            taker.accept(answer);
            return null;
        };
    }
}
