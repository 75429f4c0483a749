package org.wonbooks.oauth.consent;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.wonbooks.connection.Connection;
import org.wonbooks.connection.Peer;

/** Which page a person comes back to from a consent; whoever names none comes to the start page. */
enum Back {

    /** The steps of a new connection: on to the next that is not done. */
    STEPS {
        @Override
        String page(Connection connection) {
            return "/connections/" + connection.id() + "/"
                    + Stream.of(Peer.values())
                            .filter(peer -> connection.state(peer) != Connection.State.READY)
                            .map(Peer::path)
                            .findFirst()
                            .orElse("bill");
        }
    },

    /** The connection's own. */
    CONNECTION {
        @Override
        String page(Connection connection) {
            return "/connections/" + connection.id();
        }
    };

    /** Its address, for a connection as it is by now. */
    abstract String page(Connection connection);

    /** As an address or a row names it; empty: the start page. */
    static Optional<Back> named(String name) {
        return Stream.of(values())
                .filter(back -> back.name().toLowerCase(Locale.ROOT).equals(name))
                .findFirst();
    }

    /** The page of what a row names. */
    static String page(String name, Connection connection) {
        return named(name).map(back -> back.page(connection)).orElse("/");
    }
}
