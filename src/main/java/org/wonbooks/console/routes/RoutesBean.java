package org.wonbooks.console.routes;

import java.util.List;
import java.util.stream.Collectors;
import org.springframework.jmx.export.annotation.ManagedAttribute;
import org.springframework.jmx.export.annotation.ManagedOperation;
import org.springframework.jmx.export.annotation.ManagedOperationParameter;
import org.springframework.jmx.export.annotation.ManagedResource;
import org.springframework.stereotype.Component;
import org.wonbooks.console.JmxCalls;
import org.wonbooks.routes.RouteDeployment.Outcome;
import org.wonbooks.routes.RouteState;

/** The routes, over JMX. */
@Component
@ManagedResource(objectName = "org.wonbooks:type=Routes", description = "The set of routes that is at work")
public class RoutesBean {

    private final RouteState state;
    private final RoutesActions actions;

    RoutesBean(RouteState state, RoutesActions actions) {
        this.state = state;
        this.actions = actions;
    }

    @ManagedAttribute(description = "Which set is at work")
    public long getNumber() {
        return state.view().number();
    }

    @ManagedAttribute(description = "Tells sets apart: the same files have the same one")
    public String getDigest() {
        return state.view().digest();
    }

    @ManagedAttribute(description = "What a person should know")
    public List<String> getWarnings() {
        return state.view().warnings();
    }

    /** Checks a candidate, and changes nothing. */
    @ManagedOperation(description = "Says what keeps a candidate from being put to work; empty: nothing does")
    @ManagedOperationParameter(name = "candidate", description = "a folder below wonbooks.routes.candidates")
    public String check(String candidate) {
        return words(JmxCalls.inWords(() -> actions.check(candidate)));
    }

    /** Puts a candidate to work. */
    @ManagedOperation(description = "Puts a candidate to work; says what keeps it from that")
    @ManagedOperationParameter(name = "candidate", description = "a folder below wonbooks.routes.candidates")
    public String apply(String candidate) {
        return words(JmxCalls.inWords(() -> actions.apply(JmxCalls.PERSON, candidate)));
    }

    /** Puts the set before this one to work. */
    @ManagedOperation(description = "Puts the set to work that was at work before")
    public String rollback() {
        return words(JmxCalls.inWords(() -> actions.rollback(JmxCalls.PERSON)));
    }

    private static String words(Outcome outcome) {
        return outcome.faults().stream().map(Object::toString).collect(Collectors.joining("\n"));
    }
}
