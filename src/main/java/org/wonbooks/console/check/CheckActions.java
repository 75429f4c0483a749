package org.wonbooks.console.check;

import java.util.List;
import org.springframework.stereotype.Service;
import org.wonbooks.check.result.CheckRequests;
import org.wonbooks.check.result.CheckRow;
import org.wonbooks.connection.Connection;
import org.wonbooks.connection.ConnectionStore;
import org.wonbooks.console.AuditLog;
import org.wonbooks.console.Unknown;

/** Has a connection checked for a person, with its audit row. */
@Service
class CheckActions {

    private final ConnectionStore connections;
    private final CheckRequests checks;
    private final AuditLog audit;

    CheckActions(ConnectionStore connections, CheckRequests checks, AuditLog audit) {
        this.connections = connections;
        this.checks = checks;
        this.audit = audit;
    }

    /** Checks it now. In no transaction: peers are called. */
    List<CheckRow> check(String who, long connectionId) {
        Connection connection = find(connectionId);
        audit.add(who, "connection.check", AuditLog.connection(connectionId), null);
        return checks.run(connection);
    }

    /** The connection, or a 404. */
    Connection find(long connectionId) {
        return connections.find(connectionId).orElseThrow(() -> Unknown.connection(connectionId));
    }
}
