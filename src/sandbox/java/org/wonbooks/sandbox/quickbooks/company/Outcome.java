package org.wonbooks.sandbox.quickbooks.company;

import static org.wonbooks.sandbox.store.Json.text;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.wonbooks.sandbox.quickbooks.company.Events.Event;

/** What a write came to: the object as it is answered, and what webhooks tell of it. */
public record Outcome(String entity, ObjectNode object, List<Event> events) {

    /**
     * @param operation what was done with the object, as {@link Event} has it
     * @param others what has changed along with it
     */
    public static Outcome of(String entity, ObjectNode object, String operation, Collection<Event> others) {
        Set<Event> events = new LinkedHashSet<>();
        events.add(new Event(entity, text(object, "Id"), operation));
        events.addAll(others);
        return new Outcome(entity, object, List.copyOf(events));
    }
}
