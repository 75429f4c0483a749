package org.wonbooks.console;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.camel.builder.RouteBuilder;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import org.wonbooks.intake.door.RefusedHooks;

/**
 * What strangers try, for the audit log: gathered, so that nobody fills the table who is not let in. Every five minutes
 * there is at most a row for each of a few addresses and one for all others; of webhooks, a row an hour for each door.
 * They go after {@link #KEPT}.
 */
@Component
public class StrangersAudit extends RouteBuilder {

    private static final Duration KEPT = Duration.ofDays(90);
    private static final Duration HOOKS_EACH = Duration.ofHours(1);

    /** As many addresses have a row of their own. */
    private static final int ADDRESSES = 20;

    private final AuditLog audit;
    private final RefusedHooks hooks;
    private final Clock clock;

    /** By address; null: all that are beyond the first ones. */
    private final Map<String, Tries> byAddress = new LinkedHashMap<>();

    private Instant hooksWritten = Instant.MIN;

    StrangersAudit(AuditLog audit, RefusedHooks hooks, Clock clock) {
        this.audit = audit;
        this.hooks = hooks;
        this.clock = clock;
    }

    private record Tries(long wrong, long unseen) {

        Tries plus(Tries more) {
            return new Tries(wrong + more.wrong, unseen + more.unseen);
        }

        String words() {
            return "passwords that were wrong: %d, that were not looked at: %d".formatted(wrong, unseen);
        }
    }

    @Override
    public void configure() {
        errorHandler(noErrorHandler());
        from("quartz:audit/strangers?cron=0+0/5+*+*+*+?&stateful=true&trigger.timeZone=UTC")
                .routeId("audit-strangers")
                .description("Writes down what strangers tried: log-ins that failed, webhooks that were refused.")
                .process(exchange -> write())
                .id("audit-strangers-write");
    }

    /** A password that was wrong. */
    public void wrong(String address) {
        add(address, new Tries(1, 0));
    }

    /** One that was not looked at. */
    public void unseen(String address) {
        add(address, new Tries(0, 1));
    }

    private synchronized void add(String address, Tries more) {
        String row = byAddress.containsKey(address) || byAddress.size() < ADDRESSES ? address : null;
        byAddress.merge(row, more, Tries::plus);
    }

    private synchronized Map<String, Tries> taken() {
        Map<String, Tries> taken = new LinkedHashMap<>(byAddress);
        byAddress.clear();
        return taken;
    }

    /** Writes down what was gathered, and forgets what is old. Where the database is away, it is lost. */
    void write() {
        writeTries();
        Instant now = clock.instant();
        if (now.isBefore(hooksWritten) || !now.isBefore(hooksWritten.plus(HOOKS_EACH))) {
            writeHooks(now);
        }
        audit.forgetStrangersBefore(now.minus(KEPT));
    }

    private void writeTries() {
        taken().forEach((address, tries) -> audit.add(
                AuditLog.STRANGER,
                tries.unseen() == 0 ? "login.failed" : "login.slowed",
                "log-in",
                address == null ? "from other addresses: " + tries.words() : tries.words(),
                address));
    }

    private void writeHooks(Instant now) {
        hooks.taken().forEach((door, count) -> {
            hooksWritten = now;
            audit.add(AuditLog.STRANGER, "webhook.refused", door, "deliveries: " + count, null);
        });
    }

    /** What was gathered since; the database goes later. */
    @EventListener(ContextClosedEvent.class)
    void end() {
        try {
            writeTries();
            writeHooks(clock.instant());
        } catch (DataAccessException e) {
            log.warn("What strangers tried in the last minutes could not be written down: {}", e.getMessage());
        }
    }
}
