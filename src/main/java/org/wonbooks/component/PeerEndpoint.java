package org.wonbooks.component;

import java.util.Map;
import org.apache.camel.Consumer;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.spi.ManagementStrategy;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriPath;
import org.apache.camel.support.DefaultEndpoint;
import org.wonbooks.component.read.Question;
import org.wonbooks.component.write.Write;
import org.wonbooks.peer.PeerDoor;

/** What a step reads of a peer, or changes there. */
public abstract class PeerEndpoint extends DefaultEndpoint {

    @UriPath(enums = "read,write", description = "What is done.")
    @Metadata(required = true)
    private String verb;

    @UriParam(
            description = "What is read, below the account's or the company's address. Places such as"
                    + " {lead.contactId} take single values of what the run has kept.")
    private String path;

    @UriParam(description = "The name under which the answer is kept. Left out, the answer is the message's body.")
    private String into;

    @UriParam(
            description =
                    "That there is no such thing is an answer: nothing is kept then. So is a place without a value.")
    private boolean optional;

    @UriParam(
            description = "The bean that knows what is to be read and what is kept of it, where a path is not enough.")
    private String ask;

    @UriParam(description = "The bean that knows what is changed, and what is written down before and after.")
    private String step;

    @UriParam(description = "The file of mappings/ that says what is sent.")
    private String mapping;

    private Object managed;

    /** What an answer may be read as, by the names that {@link #getAs} takes. */
    final Map<String, Class<?>> types;

    final Class<? extends Question> questions;

    @SuppressWarnings("rawtypes")
    final Class<? extends Write> writes;

    @SuppressWarnings("rawtypes")
    protected PeerEndpoint(
            String uri,
            PeerComponent component,
            Map<String, Class<?>> types,
            Class<? extends Question> questions,
            Class<? extends Write> writes) {
        super(uri, component);
        this.types = types;
        this.questions = questions;
        this.writes = writes;
    }

    @Override
    public Producer createProducer() {
        PeerComponent peer = (PeerComponent) getComponent();
        PeerDoor door = peer.door();
        return verb.equals("write")
                ? new WriteProducer(this, door, peer.writes())
                : new ReadProducer(this, door, peer.reads());
    }

    @Override
    public Consumer createConsumer(Processor processor) {
        throw new UnsupportedOperationException("Nothing begins here: " + getEndpointUri());
    }

    /** Throws IllegalArgumentException for options that don't go together. */
    @Override
    protected void doInit() throws Exception {
        super.doInit();
        PeerOptions.refuseOther(verb, path, getAs(), ask, step);
        if (into != null) {
            PeerOptions.refuseOtherVariable(into);
        }
    }

    /** In JMX, like a route; all other endpoints are left out there, which a start is the quicker for. */
    @Override
    protected void doStart() throws Exception {
        super.doStart();
        ManagementStrategy management = getCamelContext().getManagementStrategy();
        if (management != null && management.getManagementObjectStrategy() != null) {
            managed = management.getManagementObjectStrategy().getManagedObjectForEndpoint(getCamelContext(), this);
            management.manageObject(managed);
        }
    }

    @Override
    protected void doStop() throws Exception {
        if (managed != null) {
            getCamelContext().getManagementStrategy().unmanageObject(managed);
            managed = null;
        }
        super.doStop();
    }

    <T> T bean(String name, Class<T> type) {
        T bean = getCamelContext().getRegistry().lookupByNameAndType(name, type);
        if (bean == null) {
            throw new IllegalArgumentException("There is no " + type.getSimpleName() + " called " + name);
        }
        return bean;
    }

    public String getVerb() {
        return verb;
    }

    public void setVerb(String verb) {
        this.verb = verb;
    }

    public String getPath() {
        return path;
    }

    public void setPath(String path) {
        this.path = path;
    }

    /** What the answer's JSON is read as. */
    public abstract String getAs();

    public String getInto() {
        return into;
    }

    public void setInto(String into) {
        this.into = into;
    }

    public boolean isOptional() {
        return optional;
    }

    public void setOptional(boolean optional) {
        this.optional = optional;
    }

    public String getAsk() {
        return ask;
    }

    public void setAsk(String ask) {
        this.ask = ask;
    }

    public String getStep() {
        return step;
    }

    public void setStep(String step) {
        this.step = step;
    }

    public String getMapping() {
        return mapping;
    }

    public void setMapping(String mapping) {
        this.mapping = mapping;
    }
}
