package org.wonbooks.console;

import java.time.Clock;
import java.util.Hashtable;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.management.MalformedObjectNameException;
import javax.management.ObjectName;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.jmx.export.MBeanExporter;
import org.springframework.stereotype.Component;
import org.springframework.transaction.event.TransactionalEventListener;
import org.wonbooks.connection.Connection;
import org.wonbooks.connection.ConnectionStore;
import org.wonbooks.oauth.AccessTokens;
import org.wonbooks.oauth.PeerConnected;
import org.wonbooks.quickbooks.MeteredReads;

/** Keeps an MBean for every connection, under its present name. */
@Component
@ConditionalOnProperty("spring.jmx.enabled")
class ConnectionBeans {

    private final MBeanExporter exporter;
    private final ConnectionStore connections;
    private final ConnectionActions actions;
    private final AccessTokens tokens;
    private final MeteredReads reads;
    private final AuditLog audit;
    private final Clock clock;
    private final Map<Long, ObjectName> registered = new LinkedHashMap<>();

    ConnectionBeans(
            MBeanExporter exporter,
            ConnectionStore connections,
            ConnectionActions actions,
            AccessTokens tokens,
            MeteredReads reads,
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

    /** One that was made or renamed, here or by another part. */
    @TransactionalEventListener(fallbackExecution = true)
    void changed(ConnectionActions.Changed event) {
        connections.find(event.connectionId()).ifPresent(this::register);
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
        exporter.registerManagedResource(
                new ConnectionBean(connection.id(), connections, actions, tokens, reads, audit, clock), name);
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
}
