package org.wonbooks.console.door;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;
import org.wonbooks.console.AuditLog;
import org.wonbooks.console.StrangersAudit;

/**
 * Has log-ins written into the audit log: each of a person's, the first one a day of a program, which says the password
 * with each request, and what strangers try, gathered.
 */
@Component
class LoginNews {

    private static final Logger LOG = LoggerFactory.getLogger(LoginNews.class);

    private static final Duration DAY = Duration.ofDays(1);
    private static final int PROGRAMS = 1000;

    private final AuditLog audit;
    private final StrangersAudit strangers;
    private final Clock clock;

    /** When a program's log-in was written down last, by its address. */
    private final Map<String, Instant> programs = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Instant> eldest) {
            return size() > PROGRAMS;
        }
    };

    LoginNews(AuditLog audit, StrangersAudit strangers, Clock clock) {
        this.audit = audit;
        this.strangers = strangers;
        this.clock = clock;
    }

    void worked(Visitor visitor, String username) {
        if (visitor.isProgram() && !isFirstToday(visitor.getRemoteAddress())) {
            return;
        }
        try {
            audit.add(
                    username,
                    "login.worked",
                    "log-in",
                    visitor.isProgram() ? "by HTTP basic; the first one in a day from there" : "by the form",
                    visitor.getRemoteAddress());
        } catch (DataAccessException | TransactionException e) {
            synchronized (programs) {
                programs.remove(visitor.getRemoteAddress());
            }
            // The person who comes to see what is wrong with the database is let in.
            LOG.warn(
                    "A log-in of {} from {} could not be written into the audit log: {}",
                    username,
                    visitor.getRemoteAddress(),
                    e.getMessage());
        }
    }

    private boolean isFirstToday(String address) {
        Instant now = clock.instant();
        synchronized (programs) {
            Instant last = programs.get(address);
            boolean first = last == null || now.isBefore(last) || !now.isBefore(last.plus(DAY));
            if (first) {
                programs.put(address, now);
            }
            return first;
        }
    }

    void wrong(Visitor visitor) {
        strangers.wrong(visitor.getRemoteAddress());
    }

    void unseen(Visitor visitor) {
        strangers.unseen(visitor.getRemoteAddress());
    }
}
