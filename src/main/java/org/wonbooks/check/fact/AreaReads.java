package org.wonbooks.check.fact;

import java.time.Clock;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;
import org.wonbooks.component.read.Read;
import org.wonbooks.component.read.Run;
import org.wonbooks.connection.Connection;
import org.wonbooks.connection.ConnectionStore;
import org.wonbooks.connection.Peer;
import org.wonbooks.fault.BlockedFault;
import org.wonbooks.fault.Fault;
import org.wonbooks.fault.ForbiddenFault;
import org.wonbooks.fault.PeerDownFault;
import org.wonbooks.fault.ReconnectFault;
import org.wonbooks.fault.ThrottledFault;
import org.wonbooks.flow.billing.CompanyBooks;
import org.wonbooks.kommo.account.FieldList;
import org.wonbooks.quickbooks.query.Query;
import org.wonbooks.quickbooks.query.QueryAnswer;
import org.wonbooks.reconcile.provision.Provisioning;

/** Reads area by area what the checks compare. One that can't be read becomes words in its rows, never a failure. */
@Component
class AreaReads {

    private static final Logger LOG = LoggerFactory.getLogger(AreaReads.class);

    private final Provisioning provisioning;
    private final ConnectionStore connections;
    private final CompanyBooks books;
    private final Clock clock;

    AreaReads(Provisioning provisioning, ConnectionStore connections, CompanyBooks books, Clock clock) {
        this.provisioning = provisioning;
        this.connections = connections;
        this.books = books;
        this.clock = clock;
    }

    /** The first of a side's areas; each gives the next. What is remembered of the books is made anew by it. */
    Read<?> of(Peer peer, Run run) {
        Connection connection = run.connection();
        if (peer == Peer.QUICKBOOKS) {
            books.forget(connection.id());
            connection = connections.get(connection.id());
        }
        return next(peer, connection, run.get("reading", Reading.class));
    }

    /** Null: all that can be read of that side and matters is. */
    private Read<?> next(Peer peer, Connection connection, Reading reading) {
        Facts facts = new Facts(connection, reading, null, clock.instant());
        for (Area area : Area.values()) {
            if (area.peer() == peer && reading.open(area)) {
                if (area.matters(facts)) {
                    return read(area, connection, reading);
                }
                reading.found(area, null);
            }
        }
        return null;
    }

    private Read<?> read(Area area, Connection connection, Reading reading) {
        return Read.of(path(area, connection), area.type())
                .with(query(area, connection))
                .takeThen(answer -> {
                    reading.found(area, answer);
                    remember(area, connection, answer);
                    return next(area.peer(), connection, reading);
                })
                .failing(Exception.class, cause -> {
                    failed(area, reading, cause);
                    return next(area.peer(), connection, reading);
                });
    }

    /** Deals ask the same: what the check has read they need not read. Where it can't be kept, they read it. */
    private void remember(Area area, Connection connection, Object answer) {
        try {
            keep(area, connection, answer);
        } catch (DataAccessException | TransactionException e) {
            LOG.warn("Connection {}: what was read of its {} could not be kept", connection.id(), area.title(), e);
        }
    }

    private void keep(Area area, Connection connection, Object answer) {
        if (answer instanceof QueryAnswer found) {
            books.keep(connection, query(area, connection), found);
        } else if (answer instanceof Facts.PreferencesAnswer settings) {
            books.keep(connection, QueryAnswer.PREFERENCES, QueryAnswer.of(settings.preferences()));
        }
    }

    private static String path(Area area, Connection connection) {
        return switch (area) {
            case ACCOUNT -> "account?with=datetime_settings";
            case PIPELINES -> "leads/pipelines";
            case FIELDS -> FieldList.PATH;
            case WEBHOOKS -> "webhooks";
            case COMPANY -> "companyinfo/" + connection.realmId();
            case PREFERENCES -> "preferences";
            case ITEM, TERMS, TAX_CODES, CLASSES, DEPARTMENTS -> "query";
        };
    }

    private Map<String, String> query(Area area, Connection connection) {
        return switch (area) {
            case WEBHOOKS -> Provisioning.webhookQuery(provisioning.webhookUrl(connection));
            case ITEM -> Query.anyItem(connection.settings().invoice().item());
            case TERMS -> Query.all("Term");
            case TAX_CODES -> Query.all("TaxCode");
            case CLASSES -> Query.all("Class");
            case DEPARTMENTS -> Query.all("Department");
            default -> Map.of();
        };
    }

    /** Keeps why it could not be read. */
    private static void failed(Area area, Reading reading, Exception cause) {
        boolean forbidden = cause instanceof ForbiddenFault;
        boolean all = cause instanceof ReconnectFault
                || cause instanceof ThrottledFault
                || cause instanceof PeerDownFault && !forbidden;
        reading.unread(area, words(area, cause, forbidden || cause instanceof BlockedFault), all);
    }

    private static Outcome words(Area area, Exception cause, boolean saysWhatHelps) {
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
}
