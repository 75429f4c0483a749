package org.wonbooks.component;

import java.util.Map;
import org.apache.camel.Endpoint;
import org.apache.camel.support.DefaultComponent;
import org.wonbooks.peer.PeerDoor;

/** Makes a peer part of routes. */
public abstract class PeerComponent extends DefaultComponent {

    private final PeerDoor door;
    private final PeerCalls calls;

    protected PeerComponent(PeerDoor door, PeerCalls calls) {
        this.door = door;
        this.calls = calls;
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

    PeerCalls calls() {
        return calls;
    }
}
