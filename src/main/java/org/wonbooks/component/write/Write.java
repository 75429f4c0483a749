package org.wonbooks.component.write;

import java.util.Map;
import org.wonbooks.component.mapping.Gives;
import org.wonbooks.component.read.Read;
import org.wonbooks.component.read.Run;
import org.wonbooks.fault.Fault;
import org.wonbooks.fault.RefusedFault;
import org.wonbooks.ledger.deal.Step;
import org.wonbooks.peer.ApiRequest.Change;

/**
 * Something that a step changes at a peer, named by {@code step}. All that belongs to it is here, so that a route can
 * only have it done as a whole: what is about to be sent is written down before it is sent, what an earlier run may
 * have sent is looked for first, and what came of it is written down after.
 *
 * @param <A> what the answer's JSON is read as
 */
public interface Write<A> {

    /** May there be anything to send? Where there is not, no transaction is begun. */
    default boolean wanted(Run run) {
        return true;
    }

    /** Looks for what may be there already, whoever made it; null: nothing has to be looked for. */
    default Read<?> before(Run run) {
        return null;
    }

    /**
     * Writes down what is about to be sent, in one transaction that holds the work's lease. Asked again after a look,
     * and after a failure that was dealt with.
     *
     * @param mapping the one that the step names
     * @return null: nothing is to be sent, or it was sent already
     */
    Call begin(Run run, Mapping mapping);

    /**
     * An earlier run has begun the call, and nobody saw its end: looks for what came of it. Null: it is repeated to the
     * letter.
     */
    default Read<?> doubt(Run run, Call call) {
        return null;
    }

    /**
     * What a text says otherwise than what was decided, in words by the keys that its mapping gives it under. Asked
     * right before it is sent, whoever composed it, and whenever.
     */
    default Map<String, String> contradictions(Run run, String text) {
        return Map.of();
    }

    /** What the answer is read as. */
    Class<A> answer();

    /**
     * Writes down what came of it, in the same way.
     *
     * @return what is to be read next; null: nothing
     */
    Read<?> done(Run run, Call call, A answer);

    /**
     * The call failed. Throws the fault, or deals with it, perhaps by a read; null: it is dealt with. {@link #begin}
     * says then what to do.
     */
    default Read<?> failed(Run run, Call call, Fault fault) {
        throw fault;
    }

    /**
     * Does the failure prove that nothing was made, so that the next call may have a text and an id of its own? A
     * definite refusal does, unless an earlier call under the same id is in doubt.
     */
    default boolean provesNothingMade(Call call, Fault fault) {
        return fault instanceof RefusedFault && !call.inDoubt();
    }

    /**
     * For a preview, which sends nothing and writes nothing down: keeps what would be sent.
     *
     * @return what is to be read for that; null: nothing
     */
    default Read<?> foresee(Run run, Mapping mapping) {
        return null;
    }

    /**
     * What is sent.
     *
     * @param body text; null: none
     * @param step what was written down of it; null: a call that may be made any number of times, of which nothing is
     */
    record Call(Change change, String path, String body, Step step) {

        /** A POST of a deal: the text and the id that were written down; null: the step has ended. */
        public static Call post(String path, Step step) {
            return post(path, step.request(), step);
        }

        /** The same with a text that is not what was written down. */
        public static Call post(String path, String body, Step step) {
            return step.open() ? new Call(Change.POST, path, body, step) : null;
        }

        /** A PATCH of a deal, in the same way. */
        public static Call patch(String path, Step step) {
            return step.open() ? new Call(Change.PATCH, path, step.request(), step) : null;
        }

        /** A POST that does no harm however often it is made. */
        public static Call post(String path, String body) {
            return new Call(Change.POST, path, body, null);
        }

        /** A PATCH that does no harm however often it is made. */
        public static Call patch(String path, String body) {
            return new Call(Change.PATCH, path, body, null);
        }

        /** Did an earlier run begin it, and not see its end? */
        public boolean inDoubt() {
            return step != null && step.inDoubt();
        }

        /** Under which QuickBooks does it once; null: a call that may be made any number of times. */
        public String requestId() {
            return step == null ? null : step.requestId();
        }
    }

    /** One whose text is said by a mapping: the step names it. The mapping gives a map, which becomes JSON. */
    interface ByMapping {

        /** What the mapping of such a bean has to give; null: the bean takes none. */
        static Gives wanted(Class<?> bean) {
            return ByText.class.isAssignableFrom(bean)
                    ? Gives.TEXT
                    : ByMapping.class.isAssignableFrom(bean) ? Gives.MAP : null;
        }
    }

    /** One whose mapping gives a text. */
    interface ByText extends ByMapping {}

    /** One whose mapping gives a map, which is sent as JSON. */
    interface ByMap extends ByMapping {}

    /** Done by {@code kommo:write}. */
    interface ToKommo<A> extends Write<A> {}

    /** Done by {@code quickbooks:write}. */
    interface ToQuickBooks<A> extends Write<A> {}
}
