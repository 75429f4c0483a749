package org.wonbooks.component;

import com.fasterxml.jackson.core.JsonProcessingException;
import org.apache.camel.Exchange;
import org.apache.camel.support.DefaultProducer;
import org.wonbooks.component.read.Question;
import org.wonbooks.component.read.Read;
import org.wonbooks.component.read.Run;
import org.wonbooks.fault.PermanentFault;
import org.wonbooks.peer.PeerDoor;

/** Reads a path, or what a question wants to know. */
class ReadProducer extends DefaultProducer {

    private final PeerEndpoint endpoint;
    private final PeerDoor door;
    private final Reads reads;
    private final Question question;
    private final Placeholders path;
    private final Class<?> type;

    ReadProducer(PeerEndpoint endpoint, PeerDoor door, Reads reads) {
        super(endpoint);
        this.endpoint = endpoint;
        this.door = door;
        this.reads = reads;
        boolean asks = endpoint.getAsk() != null;
        question = asks ? endpoint.bean(endpoint.getAsk(), endpoint.questions) : null;
        path = asks ? null : new Placeholders(endpoint.getPath(), endpoint.getCamelContext());
        type = asks ? null : endpoint.types.get(endpoint.getAs());
        if (!asks && type == null) {
            throw new IllegalArgumentException("'as' can't be " + endpoint.getAs());
        }
    }

    @Override
    public void process(Exchange exchange) throws JsonProcessingException {
        Run run = new Run(exchange);
        run.enter(question == null ? endpoint.getPath() : endpoint.getAsk());
        if (question != null) {
            reads.follow(door, run, question.ask(run));
            return;
        }
        Object answer = answer(run, path.of(exchange));
        if (endpoint.getInto() == null) {
            exchange.getMessage().setBody(answer);
        } else {
            run.keep(endpoint.getInto(), answer);
        }
    }

    private Object answer(Run run, String at) throws JsonProcessingException {
        if (at != null) {
            Object answer = read(run, at, type);
            if (answer != null || endpoint.isOptional()) {
                return answer;
            }
        } else if (endpoint.isOptional()) {
            return null;
        }
        throw new PermanentFault(
                door.peer().title() + " has no " + (at == null ? endpoint.getPath() : at),
                "Let the step be 'optional' where that is an answer, or put it right, then press “Try again”.");
    }

    private <A> A read(Run run, String at, Class<A> as) throws JsonProcessingException {
        Read<A> read = Read.of(at, as);
        return reads.answer(door, run, endpoint.isOptional() ? read.orNull() : read);
    }
}
