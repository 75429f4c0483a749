package org.wonbooks.check.fact;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.wonbooks.connection.Peer;

/** What a check has read so far, and what it could not read. */
public final class Reading {

    private final Map<Area, Optional<Object>> found = new EnumMap<>(Area.class);
    private final Map<Area, Outcome> unread = new EnumMap<>(Area.class);
    private final Set<Peer> closed = EnumSet.noneOf(Peer.class);

    /** @param answer null: there is no such thing */
    public void found(Area area, Object answer) {
        found.put(area, Optional.ofNullable(answer));
    }

    /** @param all nothing else of that side can be read either */
    public void unread(Area area, Outcome why, boolean all) {
        unread.put(area, why);
        if (all) {
            closed.add(area.peer());
        }
    }

    /** Is it still to be read? */
    boolean open(Area area) {
        return !found.containsKey(area) && !unread.containsKey(area) && !closed.contains(area.peer());
    }

    /** Was it read? There may be no such thing all the same. */
    public boolean has(Area area) {
        return found.containsKey(area);
    }

    /** What was read; null: there is no such thing. Throws NoSuchElementException for what was not read. */
    <T> T get(Area area, Class<T> type) {
        return type.cast(Optional.ofNullable(found.get(area)).orElseThrow().orElse(null));
    }

    /** Why it was not read; empty: since its side had failed before. */
    public Optional<Outcome> why(Area area) {
        return Optional.ofNullable(unread.get(area));
    }
}
