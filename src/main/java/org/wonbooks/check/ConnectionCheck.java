package org.wonbooks.check;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.apache.camel.Body;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeProperty;
import org.apache.camel.Variable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.wonbooks.configuration.KommoSettings;
import org.wonbooks.configuration.QuickBooksSettings;
import org.wonbooks.configuration.WonbooksSettings;
import org.wonbooks.connection.Connection;
import org.wonbooks.connection.Peer;
import org.wonbooks.fault.BlockedFault;
import org.wonbooks.fault.Fault;
import org.wonbooks.fault.ForbiddenFault;
import org.wonbooks.fault.PeerDownFault;
import org.wonbooks.fault.ReconnectFault;
import org.wonbooks.fault.ThrottledFault;
import org.wonbooks.quickbooks.Query;
import org.wonbooks.reconcile.Provisioning;

/** Reads area by area what the checks compare. One that can't be read becomes words in its rows, never a failure. */
@Component("connectionCheck")
public class ConnectionCheck {

    private static final Logger LOG = LoggerFactory.getLogger(ConnectionCheck.class);

    private final Provisioning provisioning;
    private final CheckResults results;
    private final WonbooksSettings settings;
    private final KommoSettings kommo;
    private final QuickBooksSettings quickbooks;
    private final ObjectMapper json;
    private final Clock clock;

    public ConnectionCheck(
            Provisioning provisioning,
            CheckResults results,
            WonbooksSettings settings,
            KommoSettings kommo,
            QuickBooksSettings quickbooks,
            ObjectMapper json,
            Clock clock) {
        this.provisioning = provisioning;
        this.results = results;
        this.settings = settings;
        this.kommo = kommo;
        this.quickbooks = quickbooks;
        this.json = json;
        this.clock = clock;
    }

    /** Nothing is read yet. */
    public Reading begin() {
        return new Reading();
    }

    /** What to read now; null: all that can be read and matters is. */
    public Area next(@Variable("connection") Connection connection, @Variable("reading") Reading reading) {
        Facts facts = new Facts(connection, reading, null, clock.instant());
        for (Area area : Area.values()) {
            if (reading.open(area)) {
                if (area.matters(facts)) {
                    return area;
                }
                reading.found(area, null);
            }
        }
        return null;
    }

    /** The call that reads an area. */
    public String call(@Variable("connection") Connection connection, @Variable("area") Area area) {
        return switch (area) {
            case ACCOUNT -> "GET account?with=datetime_settings";
            case PIPELINES -> "GET leads/pipelines";
            case FIELDS -> "GET leads/custom_fields?limit=250";
            case WEBHOOKS -> "GET webhooks";
            case COMPANY -> "GET companyinfo/" + connection.realmId();
            case PREFERENCES -> "GET preferences";
            case ITEM, TERMS, TAX_CODES, CLASSES, DEPARTMENTS -> "GET query";
        };
    }

    /** What goes with it; null: nothing. */
    public Map<String, String> query(@Variable("connection") Connection connection, @Variable("area") Area area) {
        return switch (area) {
            case WEBHOOKS -> provisioning.webhookQuery(connection);
            case ITEM -> Query.anyItem(connection.settings().invoice().item());
            case TERMS -> Query.all("Term");
            case TAX_CODES -> Query.all("TaxCode");
            case CLASSES -> Query.all("Class");
            case DEPARTMENTS -> Query.all("Department");
            default -> null;
        };
    }

    /** Keeps what was read. */
    public void keep(@Variable("reading") Reading reading, @Variable("area") Area area, @Body String answer)
            throws JsonProcessingException {
        reading.found(area, json.readValue(answer, area.type()));
    }

    /** Keeps why it could not be read. */
    public void failed(
            @Variable("reading") Reading reading,
            @Variable("area") Area area,
            @ExchangeProperty(Exchange.EXCEPTION_CAUGHT) Exception cause) {
        boolean forbidden = cause instanceof ForbiddenFault;
        boolean all = cause instanceof ReconnectFault
                || cause instanceof ThrottledFault
                || cause instanceof PeerDownFault && !forbidden;
        reading.unread(area, words(area, cause, forbidden || cause instanceof BlockedFault), all);
    }

    private Outcome words(Area area, Exception cause, boolean saysWhatHelps) {
        String peer = area.peer().title();
        String what = "The " + area.title() + " can't be read: ";
        if (!(cause instanceof Fault)) {
            LOG.warn("{}'s {} could not be read", peer, area.title(), cause);
            return Outcome.bad(
                    what + peer + "'s answer is not what it should be", "The log of this time says what it was.");
        }
        if (saysWhatHelps) {
            return Outcome.bad(what + cause.getMessage(), Fault.fix(cause));
        }
        if (cause instanceof ReconnectFault reconnect) {
            return Outcome.bad(cause.getMessage(), reconnect.fix());
        }
        return Outcome.bad(what + cause.getMessage(), "Check again in a while, or when " + peer + " is mended.");
    }

    /** Compares what was read, and keeps the rows as the connection's latest. */
    public List<Row> finish(@Variable("connection") Connection connection, @Variable("reading") Reading reading) {
        Facts.Door door = new Facts.Door(
                settings.publicUrl(),
                kommo.accountUrl(connection.kommoSubdomain()),
                provisioning.webhookUrl(connection),
                Provisioning.EVENTS,
                !quickbooks.webhookVerifierToken().isEmpty(),
                results.lastWebhook(connection.id(), Peer.KOMMO),
                results.lastWebhook(connection.id(), Peer.QUICKBOOKS));
        List<Row> rows = Checks.of(new Facts(connection, reading, door, clock.instant()));
        results.keep(connection.id(), rows);
        return rows;
    }
}
