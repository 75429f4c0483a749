package org.wonbooks.component;

import java.util.Map;
import org.apache.camel.Endpoint;
import org.apache.camel.support.DefaultComponent;
import org.wonbooks.peer.PeerDoor;

/** Makes a peer part of routes. */
abstract class PeerComponent extends DefaultComponent {

    private final PeerDoor door;
    private final Reads reads;
    private final Writes writes;

    protected PeerComponent(PeerDoor door, Reads reads, Writes writes) {
        this.door = door;
        this.reads = reads;
        this.writes = writes;
    }

    abstract PeerEndpoint endpoint(String uri);

    @Override
    protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) throws Exception {
        PeerEndpoint endpoint = endpoint(uri);
        endpoint.setVerb(remaining);
        setProperties(endpoint, parameters);
        return endpoint;
    }

    PeerDoor door() {
        return door;
    }

    Reads reads() {
        return reads;
    }

    Writes writes() {
        return writes;
    }
}
