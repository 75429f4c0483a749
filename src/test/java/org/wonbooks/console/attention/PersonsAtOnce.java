package org.wonbooks.console.attention;

import java.util.List;
import java.util.Random;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.wonbooks.console.connection.ConnectionActions;
import org.wonbooks.console.deal.DealActions;
import org.wonbooks.console.drift.DriftActions;
import org.wonbooks.console.work.WorkActions;
import org.wonbooks.ledger.deal.DealLedger;

/** What persons do with deals, connections, work and what waits for them. */
class PersonsAtOnce {

    private static final String PERSON = "admin";

    @Autowired
    ConnectionActions connectionActions;

    @Autowired
    DealActions dealActions;

    @Autowired
    WorkActions workActions;

    @Autowired
    AttentionActions attentionActions;

    @Autowired
    AttentionQueries attention;

    @Autowired
    DriftActions driftActions;

    @Autowired
    DealLedger deals;

    @Autowired
    JdbcClient jdbc;

    /** One thing that somebody does with a connection or one of its deals. */
    void act(long id, Random random) {
        long lead = 1L + random.nextInt(RunsAtOnce.DEALS);
        switch (random.nextInt(9)) {
            case 0, 1 -> dealActions.reconcile(PERSON, id, lead);
            case 2 ->
                dealActions.approve(
                        PERSON,
                        id,
                        lead,
                        deals.find(id, lead).orElseThrow().decision().digest());
            case 3 -> connectionActions.provision(PERSON, id);
            case 4 ->
                connectionActions.reconcile(
                        PERSON, id, new ConnectionActions.Reconcile("2026-11-01", random.nextInt(4) == 0));
            case 5 -> driftActions.request(PERSON, id);
            case 6 -> work(id, random).forEach(work -> workActions.skip(PERSON, work));
            default -> attention(id, random);
        }
    }

    private List<Long> work(long connection, Random random) {
        return jdbc.sql(
                        "select id from work where connection_id = ? and state in ('DEAD', 'OPEN') order by id limit 1 offset ?")
                .params(connection, random.nextInt(10))
                .query(Long.class)
                .list();
    }

    private void attention(long id, Random random) {
        List<AttentionQueries.Group> groups = attention.list(id);
        if (groups.isEmpty()) {
            return;
        }
        AttentionQueries.Group group = groups.get(random.nextInt(groups.size()));
        switch (random.nextInt(3)) {
            case 0 -> attentionActions.approve(PERSON, group.cause(), null, group.digest());
            case 1 -> attentionActions.skip(PERSON, group.cause(), null, group.digest());
            default -> attentionActions.replay(PERSON, group.cause(), null, group.digest());
        }
    }

    /** The settings of a connection are written again. */
    void change(long id, Random random) {
        String mode = random.nextInt(4) == 0 ? "shadow" : "live";
        connectionActions.change(
                PERSON, id, new ConnectionActions.Change(null, null, null, null, random.nextInt(20) == 0, mode), null);
    }
}
