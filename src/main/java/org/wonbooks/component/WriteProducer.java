package org.wonbooks.component;

import com.fasterxml.jackson.core.JsonProcessingException;
import org.apache.camel.Exchange;
import org.apache.camel.support.DefaultProducer;
import org.wonbooks.component.mapping.Gives;
import org.wonbooks.component.read.Run;
import org.wonbooks.component.write.Mapping;
import org.wonbooks.component.write.Write;
import org.wonbooks.peer.PeerDoor;

/** Has a change made, with all that belongs to it. */
class WriteProducer extends DefaultProducer {

    private final PeerEndpoint endpoint;
    private final PeerDoor door;
    private final Writes writes;
    private final Write<?> write;
    private final Gives wanted;

    WriteProducer(PeerEndpoint endpoint, PeerDoor door, Writes writes) {
        super(endpoint);
        this.endpoint = endpoint;
        this.door = door;
        this.writes = writes;
        write = endpoint.bean(endpoint.getStep(), endpoint.writes);
        wanted = Write.ByMapping.wanted(write.getClass());
        if (wanted != null && endpoint.getMapping() == null) {
            throw new IllegalArgumentException("The step " + endpoint.getStep() + " names no mapping");
        }
    }

    @Override
    public void process(Exchange exchange) throws JsonProcessingException {
        Run run = new Run(exchange);
        run.enter(endpoint.getStep());
        // Read before the first row is locked: one that was just saved is tried first.
        Mapping mapping = writes.mapping(run, endpoint.getMapping(), endpoint.getStep(), wanted);
        writes.write(door, run, write, mapping);
    }
}
