package org.wonbooks.console.connection;

import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.Hashtable;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import javax.management.MalformedObjectNameException;
import javax.management.ObjectName;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.jmx.export.MBeanExporter;
import org.springframework.jmx.export.annotation.ManagedAttribute;
import org.springframework.jmx.export.annotation.ManagedOperation;
import org.springframework.jmx.export.annotation.ManagedResource;
import org.springframework.stereotype.Component;
import org.springframework.transaction.event.TransactionalEventListener;
import org.wonbooks.connection.Connection;
import org.wonbooks.connection.Connection.TokenStatus;
import org.wonbooks.connection.ConnectionStore;
import org.wonbooks.connection.Peer;
import org.wonbooks.console.AuditLog;
import org.wonbooks.console.JmxCalls;
import org.wonbooks.oauth.access.AccessTokens;
import org.wonbooks.oauth.consent.PeerConnected;
import org.wonbooks.quickbooks.usage.ReadForecast;

/** Keeps an MBean for every connection, under its present name. */
@Component
@ConditionalOnProperty("spring.jmx.enabled")
public class ConnectionBeans {

    private final MBeanExporter exporter;
    private final ConnectionStore connections;
    private final ConnectionActions actions;
    private final AccessTokens tokens;
    private final ReadForecast reads;
    private final AuditLog audit;
    private final Clock clock;
    private final Map<Long, ObjectName> registered = new LinkedHashMap<>();

    ConnectionBeans(
            MBeanExporter exporter,
            ConnectionStore connections,
            ConnectionActions actions,
            AccessTokens tokens,
            ReadForecast reads,
            AuditLog audit,
            Clock clock) {
        this.exporter = exporter;
        this.connections = connections;
        this.actions = actions;
        this.tokens = tokens;
        this.reads = reads;
        this.audit = audit;
        this.clock = clock;
    }

    /** The connections that were there before. */
    @EventListener(ApplicationReadyEvent.class)
    void start() {
        connections.all().forEach(this::register);
    }

    /** One that was made, renamed or deleted, here or by another part. */
    @TransactionalEventListener(fallbackExecution = true)
    void changed(ConnectionActions.Changed event) {
        connections.find(event.connectionId()).ifPresentOrElse(this::register, () -> unregister(event.connectionId()));
    }

    @TransactionalEventListener(fallbackExecution = true)
    void connected(PeerConnected event) {
        connections.find(event.connectionId()).ifPresent(this::register);
    }

    private synchronized void register(Connection connection) {
        ObjectName name = name(connection);
        ObjectName old = registered.put(connection.id(), name);
        if (name.equals(old)) {
            return;
        }
        if (old != null) {
            exporter.unregisterManagedResource(old);
        }
        exporter.registerManagedResource(new ConnectionBean(connection.id()), name);
    }

    private synchronized void unregister(long id) {
        ObjectName old = registered.remove(id);
        if (old != null) {
            exporter.unregisterManagedResource(old);
        }
    }

    /** With the id, since two connections may have one name. */
    static ObjectName name(Connection connection) {
        Hashtable<String, String> keys = new Hashtable<>();
        keys.put("type", "Connection");
        keys.put("name", ObjectName.quote(connection.name()));
        keys.put("id", String.valueOf(connection.id()));
        try {
            return new ObjectName("org.wonbooks", keys);
        } catch (MalformedObjectNameException e) {
            throw new IllegalStateException(e);
        }
    }

    /** One connection. Public, as JMX calls it by reflection. */
    @ManagedResource
    public class ConnectionBean {

        private final long id;

        ConnectionBean(long id) {
            this.id = id;
        }

        @ManagedAttribute(description = "NEW, READY, NEEDS_RECONNECT or PAUSED")
        public String getState() {
            return connections.get(id).state().name();
        }

        @ManagedAttribute(description = "Until the first of the access tokens ends; 0: one has ended, or there is none")
        public long getTokenSecondsLeft() {
            Connection connection = connections.get(id);
            return Arrays.stream(Peer.values())
                    .map(connection::token)
                    .filter(Objects::nonNull)
                    .map(TokenStatus::accessExpiresAt)
                    .map(end -> end == null ? Duration.ZERO : Duration.between(clock.instant(), end))
                    .mapToLong(left -> Math.max(0, left.toSeconds()))
                    .min()
                    .orElse(0);
        }

        @ManagedAttribute(description = "Reads of this month that Intuit bills")
        public long getReadsThisMonth() {
            return reads.of(id).thisMonth();
        }

        @ManagedAttribute(description = "Reads that this month will have, if it goes on as it began")
        public long getReadsForecast() {
            return reads.of(id).forecast();
        }

        /** Replaces the access tokens now. */
        @ManagedOperation(description = "Refreshes the tokens of both systems now; a long-lived token stays as it is")
        public void refreshToken() {
            Connection connection = connections.get(id);
            for (Peer peer : Peer.values()) {
                TokenStatus status = connection.token(peer);
                if (status != null && status.refreshExpiresAt() != null) {
                    JmxCalls.inWords(() -> tokens.afterRefusal(
                            connection, peer, tokens.current(connection, peer).version()));
                }
            }
            audit.add(JmxCalls.PERSON, "connection.refresh-token", AuditLog.connection(id), null);
        }

        /** Has its work wait. */
        @ManagedOperation(description = "Has the connection's work wait")
        public void pause() {
            actions.change(JmxCalls.PERSON, id, ConnectionActions.Change.pause(true), null);
        }

        /** Has its work go on. */
        @ManagedOperation(description = "Has the connection's work go on")
        public void resume() {
            actions.change(JmxCalls.PERSON, id, ConnectionActions.Change.pause(false), null);
        }
    }
}
