package org.wonbooks.console;

import java.util.function.Supplier;
import org.springframework.web.server.ResponseStatusException;
import org.wonbooks.fault.Fault;

/** What the operations of all MBeans have in common. */
public final class JmxCalls {

    /** Who does it, as the audit log has it. */
    public static final String PERSON = "jmx";

    private JmxCalls() {}

    /** A JMX client knows none of our classes: it gets the words alone. */
    public static void inWords(Runnable operation) {
        inWords(() -> {
            operation.run();
            return null;
        });
    }

    /** The same of what gives an answer. */
    public static <T> T inWords(Supplier<T> operation) {
        try {
            return operation.get();
        } catch (ResponseStatusException e) {
            throw new IllegalArgumentException(e.getReason());
        } catch (Fault e) {
            throw new IllegalStateException(e.getMessage());
        }
    }
}
