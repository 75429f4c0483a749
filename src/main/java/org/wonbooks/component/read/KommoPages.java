package org.wonbooks.component.read;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.wonbooks.fault.PermanentFault;
import org.wonbooks.fault.TooLargeFault;
import org.wonbooks.kommo.CallRefusedFault;
import org.wonbooks.kommo.ListPage;

/**
 * Reads one of Kommo's lists page by page. One in the order of change is asked for anew from the last one's second, for
 * what changes meanwhile moves to its end and all behind it to the front. Where a page is refused or too large, smaller
 * ones are asked for, until nothing but the guilty thing is left out.
 */
public final class KommoPages<A extends ListPage> {

    private static final List<Integer> SMALLER = List.of(50, 10, 5, 1);

    private final String path;
    private final Class<A> as;
    private final Map<String, String> filter;
    private final int largest;
    private final Taker<A> taker;

    /** In seconds; null: the list is in no order of change. */
    private Long from;

    /** When the last one before changed. */
    private Long seen;

    private int page = 1;
    private int limit;
    private final GuiltyThings guilty = new GuiltyThings();

    /** Who looks at what is found. */
    public interface Taker<A> {

        /** A page; part of a transaction that holds the work's lease. Things may come twice. */
        void take(A page);

        /**
         * Something can't be read on any page. Not part of a transaction.
         *
         * @param after it changed in this second or later; null: nobody knows
         */
        void leaveOut(Long after, PermanentFault why);

        /** All is read; what is to be read next, null: nothing. Part of the transaction of the last page. */
        default Read<?> end() {
            return null;
        }
    }

    /**
     * A list.
     *
     * @param from changed in this second or later, in the order of their change; null: in no order
     * @param largest how many there are on a page
     */
    public KommoPages(String path, Class<A> as, Map<String, String> filter, Long from, int largest, Taker<A> taker) {
        this.path = path;
        this.as = as;
        this.filter = filter;
        this.from = from;
        this.largest = largest;
        this.taker = taker;
        limit = largest;
    }

    /** The next page. */
    public Read<?> read() {
        Map<String, String> query = new TreeMap<>(filter);
        if (from != null) {
            query.put("filter[updated_at][from]", String.valueOf(from));
            query.put("order[updated_at]", "asc");
        }
        query.put("limit", String.valueOf(limit));
        query.put("page", String.valueOf(page));
        return Read.of(path, as)
                .with(query)
                .keepThen(answer -> {
                    if (answer != null) {
                        guilty.somethingIsRead();
                        taker.take(answer);
                        seen = answer.lastChange() == null ? seen : answer.lastChange();
                    }
                    if (answer == null || !answer.hasNext()) {
                        return taker.end();
                    }
                    goOn(answer.lastChange());
                    return read();
                })
                .failing(PermanentFault.class, fault -> {
                    narrow(fault);
                    return read();
                });
    }

    private void goOn(Long last) {
        if (limit == largest && from != null && last != null && last > from) {
            from = last;
            page = 1;
        } else {
            next();
        }
    }

    /** The next page; a larger one where it begins there. */
    private void next() {
        int read = page * limit;
        int larger = SMALLER.indexOf(limit) <= 0 ? largest : SMALLER.get(SMALLER.indexOf(limit) - 1);
        if (read % larger == 0) {
            limit = larger;
        }
        page = read / limit + 1;
    }

    private void narrow(PermanentFault fault) {
        if (!(fault instanceof TooLargeFault) && !(fault instanceof CallRefusedFault)) {
            throw fault;
        }
        if (limit > 1) {
            int read = (page - 1) * limit;
            int before = limit;
            limit = SMALLER.stream().filter(size -> size < before).findFirst().orElseThrow();
            page = read / limit + 1;
            return;
        }
        guilty.add(fault);
        taker.leaveOut(seen == null ? from : seen, fault);
        next();
    }
}
