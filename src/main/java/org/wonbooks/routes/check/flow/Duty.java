package org.wonbooks.routes.check.flow;

import java.util.List;

/**
 * Something that a flow has to do, itself or by the steps that it calls.
 *
 * @param act what does it, in the words of {@link Acts}
 * @param purpose what the flow does by it
 * @param after what has to come before
 */
record Duty(String act, String purpose, List<String> after) {

    static Duty ask(String peer, String question, String purpose) {
        return new Duty(Acts.ask(peer, question), purpose, List.of());
    }

    static Duty write(String peer, String step, String purpose) {
        return new Duty(Acts.write(peer, step), purpose, List.of());
    }

    static Duty call(String bean, String method, String purpose) {
        return new Duty(Acts.call(bean, method), purpose, List.of());
    }

    static Duty keep(String variable, String purpose) {
        return new Duty(Acts.keep(variable), purpose, List.of());
    }

    Duty after(Duty... others) {
        return new Duty(act, purpose, List.of(others).stream().map(Duty::act).toList());
    }
}
