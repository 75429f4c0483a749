package org.wonbooks.flow;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.Body;
import org.apache.camel.Variable;
import org.springframework.stereotype.Component;
import org.wonbooks.connection.Connection;
import org.wonbooks.kommo.FieldList;
import org.wonbooks.kommo.Lead;
import org.wonbooks.kommo.ReadField;

/**
 * Sees to it that a field which says how deals are billed is there: were it gone, every deal would be billed as if it
 * were empty. What is there is kept for an hour; what is not is looked for again by each deal.
 */
@Component("knownFields")
public class KnownFields {

    private static final Duration KEPT = Duration.ofHours(1);

    private final Clock clock;
    private final Map<Long, Kept> lists = new ConcurrentHashMap<>();

    public KnownFields(Clock clock) {
        this.clock = clock;
    }

    private record Kept(FieldList list, Instant until) {}

    /** Has the account to be asked? Not for a field that the deal has filled. */
    public boolean unknown(@Variable("connection") Connection connection, @Variable("lead") Lead lead) {
        Kept kept = lists.get(connection.id());
        FieldList known = kept == null || kept.until().isBefore(clock.instant()) ? null : kept.list();
        return ReadField.anyGone(known, connection.settings().invoice(), lead);
    }

    /** Keeps what the account has. Throws the fault that names what it lacks. */
    public void keep(
            @Variable("connection") Connection connection, @Variable("lead") Lead lead, @Body FieldList account) {
        FieldList list = FieldList.of(account);
        lists.put(connection.id(), new Kept(list, clock.instant().plus(KEPT)));
        if (list.complete()) {
            ReadField.requireAll(list, connection.settings().invoice(), lead);
        }
    }
}
