package org.wonbooks.console.connection;

import java.util.List;
import java.util.stream.Collectors;
import org.springframework.http.HttpStatus;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.wonbooks.connection.Connection;
import org.wonbooks.connection.Connection.Mode;
import org.wonbooks.connection.ConnectionSettings.Won;
import org.wonbooks.connection.ConnectionStore;
import org.wonbooks.console.SettingRefused;
import org.wonbooks.console.Unknown;

/**
 * Of the connections of one Kommo account each has pipelines of its own: else a deal would be billed twice. Those count
 * that are live and were let in once.
 */
@Component
class OwnPipelines {

    private final ConnectionStore connections;
    private final JdbcClient jdbc;

    OwnPipelines(ConnectionStore connections, JdbcClient jdbc) {
        this.connections = connections;
        this.jdbc = jdbc;
    }

    /**
     * Has changes of connections of one account come one after the other, in the order of their numbers, so that none
     * waits for one that waits for it. Not by {@code for update}, which holds up every row on PostgreSQL that refers to
     * a connection, hooks too. None undoes what the other did.
     *
     * @return the connection as it is then
     */
    Connection oneAtATime(Connection connection) {
        hold(connection.id(), connection.kommoSubdomain(), connection.kommoAccountId());
        return connections.find(connection.id()).orElseThrow(() -> Unknown.connection(connection.id()));
    }

    /** The same for one that is being made. */
    void oneAtATime(String subdomain) {
        hold(null, subdomain, null);
    }

    private void hold(Long id, String subdomain, Long accountId) {
        ids(id, subdomain, accountId).forEach(each -> jdbc.sql("update connection set paused = paused where id = ?")
                .param(each)
                .update());
    }

    /**
     * Refuses pipelines that another connection bills.
     *
     * @param old null: it is new
     */
    void require(Connection old, Connection now) {
        if (isAsked(old, now)) {
            ids(now.id(), now.kommoSubdomain(), now.kommoAccountId()).stream()
                    .filter(id -> id != now.id())
                    .flatMap(id -> connections.find(id).stream())
                    .filter(other -> other.mode() == Mode.LIVE && other.kommoAccountId() != null && other.hasSettings())
                    .filter(other -> won(other).overlaps(won(now)) && !begins(old, now, other))
                    .findFirst()
                    .ifPresent(other -> refuse(won(now), other));
        }
    }

    private List<Long> ids(Long id, String subdomain, Long accountId) {
        return jdbc.sql("select id from connection where id = cast(? as bigint) or kommo_subdomain = ?"
                        + " or kommo_account_id = cast(? as bigint) order by id")
                .params(id, subdomain, accountId)
                .query(Long.class)
                .list();
    }

    /** What was so before, and what bills nothing, is not asked about. */
    private static boolean isAsked(Connection old, Connection now) {
        if (now.mode() == Mode.OFF) {
            return false;
        }
        boolean starts = now.mode() == Mode.LIVE && (old == null || old.mode() != Mode.LIVE);
        List<Long> before = old == null || !old.hasSettings() ? List.of() : won(old).pipelineIds();
        return starts || !won(now).pipelineIds().equals(before);
    }

    /** Where both bill all, one has to be the first to choose. */
    private static boolean begins(Connection old, Connection now, Connection other) {
        return old != null
                && old.mode() == now.mode()
                && old.hasSettings()
                && won(old).pipelineIds().isEmpty()
                && won(other).pipelineIds().isEmpty();
    }

    private static Won won(Connection connection) {
        return connection.settings().won();
    }

    private static void refuse(Won now, Connection other) {
        String name = "\"" + other.name() + "\"";
        List<Long> theirs = won(other).pipelineIds();
        String all = theirs.isEmpty()
                ? "The connection " + name + " of the same Kommo account bills the deals of all pipelines: choose its"
                        + " pipelines first."
                : "The connection " + name + " of the same Kommo account bills the deals of pipeline " + shown(theirs)
                        + ": choose others here; none chosen means all.";
        String some = "The connection " + name + " of the same Kommo account bills the deals of pipeline "
                + shown(theirs.stream().filter(now.pipelineIds()::contains).toList())
                + " already: leave it out here, or there first.";
        throw new SettingRefused(
                HttpStatus.CONFLICT,
                "won.pipelineIds",
                theirs.isEmpty() || now.pipelineIds().isEmpty() ? all : some);
    }

    private static String shown(List<Long> pipelines) {
        return pipelines.stream().map(String::valueOf).collect(Collectors.joining(", "));
    }
}
