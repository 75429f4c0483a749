package org.wonbooks.check;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.camel.Variable;
import org.springframework.stereotype.Component;
import org.wonbooks.check.fact.Area;
import org.wonbooks.check.fact.Facts;
import org.wonbooks.check.fact.Reading;
import org.wonbooks.check.fact.WebhookKinds;
import org.wonbooks.check.result.CheckResults;
import org.wonbooks.check.result.CheckRow;
import org.wonbooks.check.result.CheckedAccounts;
import org.wonbooks.configuration.KommoSettings;
import org.wonbooks.configuration.ReconcileSettings;
import org.wonbooks.configuration.WonbooksSettings;
import org.wonbooks.connection.Connection;
import org.wonbooks.connection.Connection.Mode;
import org.wonbooks.connection.ConnectionStore;
import org.wonbooks.connection.Peer;
import org.wonbooks.oauth.app.AppKeys;
import org.wonbooks.reconcile.provision.Provisioning;

/** Begins a check, and compares what was read for it. */
@Component("connectionCheck")
public class ConnectionCheck {

    private static final Duration LATELY = Duration.ofDays(30);

    /** Within this time at the most. */
    private static final Duration AN_EVENT_COMES = Duration.ofHours(1);

    private final Provisioning provisioning;
    private final ConnectionStore connections;
    private final CheckResults results;
    private final CheckedAccounts checked;
    private final WonbooksSettings settings;
    private final KommoSettings kommo;
    private final AppKeys keys;
    private final ReconcileSettings reconcile;
    private final Clock clock;

    public ConnectionCheck(
            Provisioning provisioning,
            ConnectionStore connections,
            CheckResults results,
            CheckedAccounts checked,
            WonbooksSettings settings,
            KommoSettings kommo,
            AppKeys keys,
            ReconcileSettings reconcile,
            Clock clock) {
        this.provisioning = provisioning;
        this.connections = connections;
        this.results = results;
        this.checked = checked;
        this.settings = settings;
        this.kommo = kommo;
        this.keys = keys;
        this.reconcile = reconcile;
        this.clock = clock;
    }

    /** Nothing is read yet. */
    public Reading begin() {
        return Reading.ofDeals();
    }

    /** Compares what was read, and keeps the rows as the connection's latest. */
    public List<CheckRow> finish(@Variable("connection") Connection connection, @Variable("reading") Reading reading) {
        Facts.Door door = new Facts.Door(
                settings.publicUrl(),
                kommo.accountUrl(connection.kommoSubdomain()),
                provisioning.webhookUrl(connection),
                Provisioning.EVENTS,
                !keys.verifierTokens().isEmpty(),
                heard(connection),
                results.lastWebhook(connection.id(), Peer.KOMMO),
                results.lastWebhook(connection.id(), Peer.QUICKBOOKS),
                others(connection));
        Facts facts = new Facts(connection, reading, door, clock.instant());
        List<CheckRow> rows = Checks.of(facts);
        results.keep(connection.id(), rows);
        checked.keep(connection.id(), fields(facts), stages(facts));
        return rows;
    }

    private List<Connection> others(Connection connection) {
        return connection.kommoAccountId() == null
                ? List.of()
                : connections.findByAccount(connection.kommoAccountId()).stream()
                        .filter(other -> other.id() != connection.id() && other.mode() == Mode.LIVE)
                        .filter(Connection::hasSettings)
                        .toList();
    }

    /** Codes and numbers; null: they were not all read. */
    private static List<String> fields(Facts facts) {
        return facts.reading().has(Area.FIELDS) && facts.fields().whole()
                ? facts.fields().fields().stream()
                        .flatMap(field -> Stream.of(Optional.ofNullable(field.code()), Optional.of("" + field.id())))
                        .flatMap(Optional::stream)
                        .toList()
                : null;
    }

    private static List<String> stages(Facts facts) {
        return facts.reading().has(Area.PIPELINES) && facts.pipelines().whole()
                ? facts.pipelines().pipelines().stream()
                        .flatMap(pipeline -> Stream.concat(
                                Stream.of("" + pipeline.id()),
                                pipeline.stages().stream().map(stage -> pipeline.id() + "/" + stage.id())))
                        .toList()
                : null;
    }

    private WebhookKinds heard(Connection connection) {
        Instant now = clock.instant();
        return new WebhookKinds(
                results.toldOf(connection.id()),
                results.found(connection.id(), now.minus(LATELY), now.minus(AN_EVENT_COMES)),
                reconcile.longestQuickbooksInterval());
    }
}
