package org.wonbooks.check.fact;

import java.time.Clock;
import java.util.Map;
import java.util.Optional;
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
import org.wonbooks.kommo.lead.LeadList;
import org.wonbooks.quickbooks.company.CompanyInfo;
import org.wonbooks.quickbooks.query.Query;
import org.wonbooks.quickbooks.query.QueryAnswer;
import org.wonbooks.reconcile.provision.Provisioning;

/** Reads area by area what is wanted of both sides. One that can't be read becomes words, never a failure. */
@Component
class AreaReads {

    private static final Logger LOG = LoggerFactory.getLogger(AreaReads.class);

    /** As many as Kommo gives at once. */
    private static final int WON = 250;

    private static final int INVOICES = 50;

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

    /** The first of a side's areas; each gives the next. What is remembered of the books is made anew for deals. */
    Read<?> of(Peer peer, Run run) {
        Connection connection = run.connection();
        Reading reading = run.get("reading", Reading.class);
        if (peer == Peer.QUICKBOOKS && reading.isOfDeals()) {
            books.forget(connection.id());
            connection = connections.get(connection.id());
        }
        return next(peer, connection, reading);
    }

    /** Null: all that can be read of that side and matters is. */
    private Read<?> next(Peer peer, Connection connection, Reading reading) {
        Facts facts = new Facts(connection, reading, null, clock.instant());
        for (Area area : Area.values()) {
            if (area.peer() == peer && reading.open(area)) {
                Optional<Object> known = area.matters(facts) ? remembered(area, facts) : Optional.empty();
                if (known.isEmpty() && area.matters(facts)) {
                    return read(area, connection, facts);
                }
                reading.found(area, known.orElse(null));
            }
        }
        return null;
    }

    private Read<?> read(Area area, Connection connection, Facts facts) {
        Reading reading = facts.reading();
        return Read.of(path(area, connection), area.type())
                .with(query(area, facts))
                .takeThen(answer -> {
                    reading.found(area, answer);
                    remember(area, facts, answer);
                    return next(area.peer(), connection, reading);
                })
                .failing(Exception.class, cause -> {
                    failed(area, reading, cause);
                    return next(area.peer(), connection, reading);
                });
    }

    /** What deals need is read anew. */
    private Optional<Object> remembered(Area area, Facts facts) {
        if (facts.reading().isOfDeals() || area.peer() == Peer.KOMMO) {
            return Optional.empty();
        }
        Optional<QueryAnswer> answer = books.remembered(facts.connection(), question(area, facts));
        return switch (area) {
            case COMPANY ->
                answer.flatMap(found -> found.companies().stream().findFirst()).map(CompanyInfo.Answer::new);
            case PREFERENCES ->
                answer.flatMap(found -> found.preferences().stream().findFirst())
                        .map(Facts.PreferencesAnswer::new);
            default -> answer.map(found -> found);
        };
    }

    /**
     * Deals ask the same: what was read here they need not read. Where it can't be kept, they read it. Invoices are no
     * list that stays, and are about people.
     */
    private void remember(Area area, Facts facts, Object answer) {
        Connection connection = facts.connection();
        if (area == Area.INVOICES) {
            return;
        }
        try {
            if (answer instanceof QueryAnswer found) {
                books.keep(connection, question(area, facts), found);
            } else if (answer instanceof Facts.PreferencesAnswer settings) {
                books.keep(connection, question(area, facts), QueryAnswer.of(settings.preferences()));
            } else if (answer instanceof CompanyInfo.Answer company) {
                books.keep(connection, question(area, facts), QueryAnswer.of(company.company()));
            }
        } catch (DataAccessException | TransactionException e) {
            LOG.warn("Connection {}: what was read of its {} could not be kept", connection.id(), area.title(), e);
        }
    }

    /** By what the books' answer is remembered. */
    private Map<String, String> question(Area area, Facts facts) {
        return switch (area) {
            case COMPANY -> QueryAnswer.COMPANY;
            case PREFERENCES -> QueryAnswer.PREFERENCES;
            default -> query(area, facts);
        };
    }

    private static String path(Area area, Connection connection) {
        return switch (area) {
            case ACCOUNT -> "account?with=datetime_settings";
            case PIPELINES -> "leads/pipelines";
            case FIELDS -> FieldList.PATH;
            case WON -> "leads";
            case WEBHOOKS -> "webhooks";
            case COMPANY -> "companyinfo/" + connection.realmId();
            case PREFERENCES -> "preferences";
            case ITEMS, ITEM, TERMS, TAX_CODES, TAX_RATES, CLASSES, DEPARTMENTS, INVOICES -> "query";
        };
    }

    private Map<String, String> query(Area area, Facts facts) {
        return switch (area) {
            case WON -> LeadList.latestWon(facts.livePipelines(), facts.wonElsewhere(), WON);
            case WEBHOOKS -> Provisioning.webhookQuery(provisioning.webhookUrl(facts.connection()));
            case ITEMS -> Query.items(null, 1);
            case ITEM -> Query.anyItem(facts.settings().invoice().item());
            case TERMS -> Query.all("Term");
            case TAX_CODES -> Query.all("TaxCode");
            case TAX_RATES -> Query.all("TaxRate");
            case CLASSES -> Query.all("Class");
            case DEPARTMENTS -> Query.all("Department");
            case INVOICES -> Query.latestInvoices(INVOICES);
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
        return Outcome.bad(what + cause.getMessage(), "Press “Check now” in a while, or when " + peer + " is mended.");
    }
}
