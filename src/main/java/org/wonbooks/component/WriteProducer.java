package org.wonbooks.component;

import com.fasterxml.jackson.core.JsonProcessingException;
import org.apache.camel.Exchange;
import org.apache.camel.support.DefaultProducer;
import org.wonbooks.component.read.Run;
import org.wonbooks.component.write.Write;
import org.wonbooks.peer.PeerDoor;

/** Has a change made, with all that belongs to it. */
class WriteProducer extends DefaultProducer {

    private final PeerEndpoint endpoint;
    private final PeerDoor door;
    private final Writes writes;
    private final Write<?> write;

    WriteProducer(PeerEndpoint endpoint, PeerDoor door, Writes writes) {
        super(endpoint);
        this.endpoint = endpoint;
        this.door = door;
        this.writes = writes;
        write = endpoint.bean(endpoint.getStep(), endpoint.writes);
        if (write instanceof Write.ByMapping && endpoint.getMapping() == null) {
            throw new IllegalArgumentException("The step " + endpoint.getStep() + " names no mapping");
        }
    }

    @Override
    public void process(Exchange exchange) throws JsonProcessingException {
        Run run = new Run(exchange);
        run.enter(endpoint.getStep());
        writes.write(door, run, write, writes.mapping(run, endpoint.getMapping()));
    }
}
