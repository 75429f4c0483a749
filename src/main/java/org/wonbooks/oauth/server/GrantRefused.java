package org.wonbooks.oauth.server;

import org.wonbooks.fault.Fault;

/** The peer no longer honours this code or refresh token. Whether that ends the connection, its caller finds out. */
public class GrantRefused extends Fault {

    GrantRefused(String reason) {
        super(reason, null);
    }
}
