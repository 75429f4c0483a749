package org.wonbooks.console.routes;

import java.io.UncheckedIOException;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Service;
import org.springframework.transaction.TransactionException;
import org.springframework.web.server.ResponseStatusException;
import org.wonbooks.console.AuditLog;
import org.wonbooks.routes.NoCandidate;
import org.wonbooks.routes.RouteDeployment;
import org.wonbooks.routes.RouteDeployment.NothingBefore;
import org.wonbooks.routes.RouteDeployment.Outcome;

/** What a person does about the routes, by page, API or JMX: each with its audit row, also where it was refused. */
@Service
class RoutesActions {

    private static final Logger LOG = LoggerFactory.getLogger(RoutesActions.class);

    private static final String SUBJECT = "routes";

    private final RouteDeployment deployment;
    private final AuditLog audit;

    RoutesActions(RouteDeployment deployment, AuditLog audit) {
        this.deployment = deployment;
        this.audit = audit;
    }

    /** Whether a candidate could be put to work. */
    Outcome check(String candidate) {
        return known(() -> deployment.check(candidate));
    }

    /** Puts a candidate to work. */
    Outcome apply(String who, String candidate) {
        Outcome outcome = known(() -> deployment.apply(candidate, who));
        audit.add(who, "routes.apply", SUBJECT, candidate + ": " + words(outcome));
        return outcome;
    }

    /** Puts the set before this one to work again. */
    Outcome rollback(String who) {
        Outcome outcome = known(() -> deployment.rollback(who));
        audit.add(who, "routes.rollback", SUBJECT, words(outcome));
        return outcome;
    }

    private static Outcome known(Supplier<Outcome> action) {
        try {
            return action.get();
        } catch (NoCandidate none) {
            throw new ResponseStatusException(HttpStatus.NOT_FOUND, none.getMessage());
        } catch (NothingBefore none) {
            throw new ResponseStatusException(HttpStatus.CONFLICT, none.getMessage());
        } catch (UncheckedIOException noRoom) {
            throw new ResponseStatusException(HttpStatus.SERVICE_UNAVAILABLE, noRoom.getMessage(), noRoom);
        } catch (DataAccessException | TransactionException away) {
            LOG.warn("Routes: what was asked for could not be written down", away);
            throw new ResponseStatusException(
                    HttpStatus.SERVICE_UNAVAILABLE,
                    "The database can't be reached, or does not take it: the set that is at work goes on. Try again; the"
                            + " log of this time says what it was.");
        }
    }

    private static String words(Outcome outcome) {
        return outcome.faults().isEmpty()
                ? "set " + outcome.number() + " is at work"
                : "refused, set " + outcome.number() + " goes on: "
                        + outcome.faults().get(0);
    }
}
