package org.wonbooks.reconcile.provision;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.Body;
import org.apache.camel.Variable;
import org.springframework.context.event.EventListener;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.wonbooks.configuration.WonbooksSettings;
import org.wonbooks.connection.Connection;
import org.wonbooks.connection.ConnectionStore;
import org.wonbooks.connection.Peer;
import org.wonbooks.database.DatabaseTime;
import org.wonbooks.fault.ForbiddenFault;
import org.wonbooks.fault.InShadow;
import org.wonbooks.kommo.account.Account;
import org.wonbooks.oauth.consent.PeerConnected;
import org.wonbooks.quickbooks.company.CompanyInfo;
import org.wonbooks.work.Lane;
import org.wonbooks.work.WorkKind;
import org.wonbooks.work.WorkQueue;
import org.wonbooks.work.WorkQueue.DeadLetter;
import org.wonbooks.work.WorkQueue.Standing;

/**
 * What a connection needs in Kommo, fields on the deal and the webhook: when it is made there, and what is known of it.
 */
@Component("provisioning")
public class Provisioning {

    /** What our webhook is for. A deal may be made in the won stage at once, or come back from the bin into it. */
    public static final List<String> EVENTS = List.of("status_lead", "add_lead", "restore_lead", "delete_lead");

    static final String WEBHOOK_OFF = "Kommo keeps the webhook of Wonbooks switched off";
    static final String WEBHOOK_FORBIDDEN = "The webhook can't be looked after: ";

    private final ConnectionStore connections;
    private final WorkQueue queue;
    private final DatabaseTime time;
    private final WonbooksSettings settings;

    public Provisioning(ConnectionStore connections, WorkQueue queue, DatabaseTime time, WonbooksSettings settings) {
        this.connections = connections;
        this.queue = queue;
        this.time = time;
        this.settings = settings;
    }

    /** Once both systems are connected, what is missing is made by itself. Connecting again is a way to get rights. */
    @EventListener
    @Order(0)
    @Transactional
    public void connected(PeerConnected event) {
        markDue(event.connectionId());
        connections.tryNow(event.connectionId(), event.peer(), time.now());
    }

    /** Keeps what Kommo says of the account. It may have another address, and never another number. */
    public void account(@Variable("connection") Connection connection, @Body Account account) {
        if (connection.kommoAccountId() != null && connection.kommoAccountId() != account.id()) {
            throw new ForbiddenFault(
                    Peer.KOMMO,
                    connection.kommoSubdomain() + " is Kommo account " + account.id() + ", and the connection's is "
                            + connection.kommoAccountId(),
                    "On the connection's page, “Correct the address” or “Give a long-lived token” of its own"
                            + " account; or make"
                            + " another connection for this one.");
        }
        connections.kommoAccount(connection.id(), account.id(), account.timezone(), account.currency());
    }

    /** Keeps the company's name. */
    public void company(@Variable("connection") Connection connection, @Body CompanyInfo.Answer answer) {
        connections.companyName(connection.id(), answer.company().name());
    }

    /** In shadow nothing is made in Kommo. */
    public void stopInShadow(@Variable("connection") Connection connection) {
        if (connection.inShadow()) {
            throw new InShadow("fields and webhook are not made in Kommo; deals are found by the sweeps");
        }
    }

    /** The question whether a webhook of this address is there. */
    public static Map<String, String> webhookQuery(String url) {
        return Map.of("filter[destination]", url);
    }

    /** A sweep can't put the webhook right: says so by provisioning's dead letter, once. */
    @Transactional
    public void webhookIsOff(@Variable("connection") Connection connection) {
        if (standing(connection).filter(Standing::dead).isEmpty()) {
            markDue(connection.id());
        }
    }

    /** A sweep saw the webhook on: the dead letter that said otherwise is out of date. */
    @Transactional
    public void webhookIsOn(@Variable("connection") Connection connection) {
        if (queue.deadLetter(connection.id(), WorkKind.CONNECTION_PROVISION, String.valueOf(connection.id()))
                .map(DeadLetter::reason)
                .filter(reason -> reason.equals(WEBHOOK_OFF) || reason.startsWith(WEBHOOK_FORBIDDEN))
                .isPresent()) {
            markDue(connection.id());
        }
    }

    private Optional<Standing> standing(Connection connection) {
        return queue.find(connection.id(), WorkKind.CONNECTION_PROVISION, String.valueOf(connection.id()));
    }

    private void markDue(long connectionId) {
        queue.markDue(
                connectionId,
                WorkKind.CONNECTION_PROVISION,
                String.valueOf(connectionId),
                Lane.connection(connectionId));
    }

    /** All is there. */
    public void provisioned(@Variable("connection") Connection connection) {
        connections.provisioned(connection.id());
    }

    /** The connection's own address for Kommo. It is a secret. */
    public String webhookUrl(Connection connection) {
        return settings.publicUrl() + "/webhooks/kommo/" + connections.webhookSecret(connection.id());
    }
}
