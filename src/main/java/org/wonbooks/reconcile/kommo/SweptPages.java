package org.wonbooks.reconcile.kommo;

import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;
import org.wonbooks.answer.Elements;
import org.wonbooks.component.read.KommoPages;
import org.wonbooks.component.read.Read;
import org.wonbooks.connection.Connection;
import org.wonbooks.fault.PermanentFault;
import org.wonbooks.reconcile.kommo.KommoSweep.Place;
import org.wonbooks.work.Lane;
import org.wonbooks.work.WorkKind;
import org.wonbooks.work.WorkQueue;

/** Looks at each page of a list, and marks the deals due that a sweep comes by. */
@Component
class SweptPages {

    private final KnownDeals known;
    private final WorkQueue queue;
    private final LeftOutOfKommo leftOut;

    SweptPages(KnownDeals known, WorkQueue queue, LeftOutOfKommo leftOut) {
        this.known = known;
        this.queue = queue;
        this.leftOut = leftOut;
    }

    /**
     * Marks a page's deals due, in the intake's order; one that can't be read here is read by itself.
     *
     * @param due the deals to be looked at of what can be read; Kommo may ignore a filter
     * @param end what else the last page's transaction stores
     */
    <A, E> KommoPages.Taker<A> of(
            Connection connection,
            Place sweep,
            LeftOutOfKommo.Found found,
            Function<A, Elements<E>> elements,
            Function<Stream<E>, Stream<Long>> due,
            Runnable end) {
        return new KommoPages.Taker<>() {

            @Override
            public void take(A page) {
                SortedMap<String, String> lanes = new TreeMap<>();
                Consumer<Long> mark = id -> lanes.put(String.valueOf(id), Lane.deal(connection.id(), id));
                Elements<E> all = elements.apply(page);
                due.apply(all.read().stream()).forEach(mark);
                all.unlessAllAreBroken().unreadable().forEach(found::leaveOut);
                known.unreadable(connection, sweep.began(), all.unreadable()).forEach(mark);
                queue.markDue(connection.id(), WorkKind.DEAL_WON, lanes);
            }

            @Override
            public void leaveOut(Long after, PermanentFault why) {
                found.leaveOut(after, why);
            }

            @Override
            public Read<?> end() {
                leftOut.settle(found);
                end.run();
                return null;
            }
        };
    }
}
