package org.wonbooks.component;

import org.springframework.stereotype.Service;
import org.wonbooks.quickbooks.QuickBooksDoor;

/** {@code quickbooks:}. */
@Service("quickbooks-component")
@org.apache.camel.spi.annotations.Component("quickbooks")
public class QuickBooksComponent extends PeerComponent {

    QuickBooksComponent(QuickBooksDoor door, Reads reads, Writes writes) {
        super(door, reads, writes);
    }

    @Override
    PeerEndpoint endpoint(String uri) {
        return new QuickBooksEndpoint(uri, this);
    }
}
