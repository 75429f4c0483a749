package org.wonbooks.component;

import org.springframework.stereotype.Service;
import org.wonbooks.kommo.KommoDoor;

/** {@code kommo:}. */
@Service("kommo-component")
@org.apache.camel.spi.annotations.Component("kommo")
public class KommoComponent extends PeerComponent {

    KommoComponent(KommoDoor door, Reads reads, Writes writes) {
        super(door, reads, writes);
    }

    @Override
    PeerEndpoint endpoint(String uri) {
        return new KommoEndpoint(uri, this);
    }
}
