package org.wonbooks.check.fact;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.wonbooks.connection.Peer;

/** What has been read of both sides so far, and what could not be read. */
public final class Reading {

    private final Set<Area> wanted;
    private final Map<Area, Optional<Object>> found = new EnumMap<>(Area.class);
    private final Map<Area, Outcome> unread = new EnumMap<>(Area.class);
    private final Set<Peer> closed = EnumSet.noneOf(Peer.class);

    private Reading(Set<Area> wanted) {
        this.wanted = wanted;
    }

    /** Of what deals need, by what is true now. */
    public static Reading ofDeals() {
        return new Reading(Area.OF_DEALS);
    }

    /** Of what there is to choose from; what is remembered of it counts. */
    static Reading ofChoices() {
        return new Reading(Area.OF_CHOICES);
    }

    /** Of what people billed last. */
    static Reading ofInvoices() {
        return new Reading(EnumSet.of(Area.INVOICES));
    }

    boolean isOfDeals() {
        return wanted.equals(Area.OF_DEALS);
    }

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
        return wanted.contains(area)
                && !found.containsKey(area)
                && !unread.containsKey(area)
                && !closed.contains(area.peer());
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

    /** The same, or why its side had failed before. */
    Outcome whyNot(Area area) {
        return why(area).orElseGet(() -> unread.entrySet().stream()
                .filter(other -> other.getKey().peer() == area.peer())
                .map(Map.Entry::getValue)
                .reduce((earlier, later) -> later)
                .orElseThrow());
    }
}
