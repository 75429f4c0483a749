package org.wonbooks.reconcile;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.Body;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeProperty;
import org.apache.camel.Variable;
import org.springframework.context.event.EventListener;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.wonbooks.configuration.WonbooksSettings;
import org.wonbooks.connection.Connection;
import org.wonbooks.connection.ConnectionSettings.Fields;
import org.wonbooks.connection.ConnectionStore;
import org.wonbooks.database.DatabaseTime;
import org.wonbooks.fault.ForbiddenFault;
import org.wonbooks.fault.InShadow;
import org.wonbooks.fault.PermanentFault;
import org.wonbooks.kommo.Account;
import org.wonbooks.kommo.FieldList;
import org.wonbooks.kommo.WebhookList;
import org.wonbooks.oauth.PeerConnected;
import org.wonbooks.quickbooks.CompanyInfo;
import org.wonbooks.work.Lane;
import org.wonbooks.work.WorkKind;
import org.wonbooks.work.WorkQueue;
import org.wonbooks.work.WorkQueue.Standing;

/** Makes what a connection needs in Kommo and is missing there: fields on the deal, and the webhook. */
@Component("provisioning")
public class Provisioning {

    /** What our webhook is for. A deal may be made in the won stage at once, or come back from the bin into it. */
    public static final List<String> EVENTS = List.of("status_lead", "add_lead", "restore_lead", "delete_lead");

    private static final String WEBHOOK_OFF = "Kommo keeps the webhook of Wonbooks switched off";
    private static final String WEBHOOK_FORBIDDEN = "The webhook can't be looked after: ";

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
        connections.tryNow(event.connectionId(), event.peer(), time.now());
        markDue(event.connectionId());
    }

    /** Keeps what Kommo says of the account. */
    public void account(@Variable("connection") Connection connection, @Body Account account) {
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

    /** The fields that the account lacks, as Kommo takes them. */
    public List<Map<String, Object>> missingFields(
            @Variable("connection") Connection connection, @Body FieldList present) {
        Fields codes = connection.settings().fields();
        List<Map<String, Object>> missing = new ArrayList<>();
        add(missing, present, codes.invoiceId(), "QuickBooks invoice id", "text");
        add(missing, present, codes.invoiceNumber(), "Invoice number", "text");
        add(missing, present, codes.invoiceUrl(), "Invoice link", "url");
        add(missing, present, codes.paymentDate(), "Payment date", "date");
        add(missing, present, codes.paid(), "Paid", "checkbox");
        add(missing, present, codes.paidAmount(), "Paid amount", "numeric");
        return missing;
    }

    private static void add(
            List<Map<String, Object>> missing, FieldList present, String code, String name, String type) {
        if (present == null || !present.codes().contains(code)) {
            missing.add(Map.of("name", name, "type", type, "code", code, "is_api_only", true));
        }
    }

    /** The question whether our webhook is there. */
    public Map<String, String> webhookQuery(@Variable("connection") Connection connection) {
        return Map.of("filter[destination]", webhookUrl(connection));
    }

    /** Is our webhook missing, off, or for too few events? */
    public boolean webhookMissing(@Variable("connection") Connection connection, @Body WebhookList present) {
        return present == null || !present.covers(webhookUrl(connection), EVENTS);
    }

    /** Throws when our webhook is still not as it has to be. */
    public void requireWebhook(@Variable("connection") Connection connection, @Body WebhookList present) {
        if (webhookMissing(connection, present)) {
            throw new PermanentFault(
                    WEBHOOK_OFF,
                    "In Kommo open Settings > Integrations > Web hooks, open the entry of Wonbooks and save it, then"
                            + " replay. Until then deals are found by the sweeps alone.");
        }
    }

    /** Rights that go as far as deals, but not as far as webhooks, stop no deal. */
    public void webhookForbidden(@ExchangeProperty(Exchange.EXCEPTION_CAUGHT) ForbiddenFault fault) {
        throw new PermanentFault(WEBHOOK_FORBIDDEN + fault.getMessage(), fault.fix());
    }

    /** Nor do rights that do not go as far as making fields. */
    public void fieldsForbidden(@ExchangeProperty(Exchange.EXCEPTION_CAUGHT) ForbiddenFault fault) {
        throw new PermanentFault("The fields can't be made: " + fault.getMessage(), fault.fix());
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
        if (standing(connection)
                .filter(Standing::dead)
                .map(Standing::reason)
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

    /** Our webhook, as Kommo takes it. */
    public Map<String, Object> webhook(@Variable("connection") Connection connection) {
        return Map.of("destination", webhookUrl(connection), "settings", EVENTS, "sort", 10);
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
