package org.wonbooks.testing;

import java.util.AbstractSet;
import java.util.Collections;
import java.util.Iterator;
import org.wonbooks.decision.Lets;
import org.wonbooks.decision.Shown;

/** What persons have let pass, all or nothing of it. */
public final class Approved {

    public static final Lets NOTHING = Lets.nothing();

    public static final Lets ALL = new Lets(Shown.NOTHING, new AbstractSet<>() {

        @Override
        public boolean contains(Object digest) {
            return true;
        }

        @Override
        public Iterator<String> iterator() {
            return Collections.emptyIterator();
        }

        @Override
        public int size() {
            return 1;
        }
    });

    private Approved() {}
}
