package org.wonbooks.flow.billing;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Component;
import org.wonbooks.component.read.Question;
import org.wonbooks.component.read.Read;
import org.wonbooks.component.read.Run;
import org.wonbooks.connection.Connection;
import org.wonbooks.kommo.account.FieldList;
import org.wonbooks.kommo.lead.BillingField;
import org.wonbooks.kommo.lead.Lead;

/**
 * Sees to it that a field which says how deals are billed is there: were it gone, every deal would be billed as if it
 * were empty. What is there is kept for an hour; what is not is looked for again by each deal.
 */
@Component("knownFields")
class KnownFields implements Question.OfKommo {

    private static final Duration KEPT = Duration.ofHours(1);

    private final Clock clock;
    private final Map<Long, Kept> lists = new ConcurrentHashMap<>();

    public KnownFields(Clock clock) {
        this.clock = clock;
    }

    private record Kept(FieldList list, Instant until) {}

    @Override
    public Read<?> ask(Run run) {
        Lead lead = run.get("lead", Lead.class);
        return unknown(run.connection(), lead)
                ? Read.of(FieldList.PATH, FieldList.class).take(account -> keep(run.connection(), lead, account))
                : null;
    }

    /** Has the account to be asked? Not for a field that the deal has filled. */
    boolean unknown(Connection connection, Lead lead) {
        Kept kept = lists.get(connection.id());
        FieldList known = kept == null || kept.until().isBefore(clock.instant()) ? null : kept.list();
        return BillingField.anyGone(known, connection.settings().invoice(), lead);
    }

    /** Keeps what the account has. Throws the fault that names what it lacks. */
    void keep(Connection connection, Lead lead, FieldList account) {
        FieldList list = FieldList.of(account);
        lists.put(connection.id(), new Kept(list, clock.instant().plus(KEPT)));
        if (list.complete()) {
            BillingField.requireAll(list, connection.settings().invoice(), lead);
        }
    }
}
