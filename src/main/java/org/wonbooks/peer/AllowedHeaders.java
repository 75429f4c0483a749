package org.wonbooks.peer;

import java.util.Locale;
import java.util.Set;
import org.apache.camel.Exchange;
import org.apache.camel.spi.HeaderFilterStrategy;

/**
 * Lets no header through but those named. What comes in by a webhook can so never reach an API, nor steer a component,
 * and what an API answers can't either.
 */
public final class AllowedHeaders implements HeaderFilterStrategy {

    private final Set<String> names;

    /** @param names in lower case */
    public AllowedHeaders(String... names) {
        this.names = Set.of(names);
    }

    @Override
    public boolean applyFilterToCamelHeaders(String name, Object value, Exchange exchange) {
        return !names.contains(name.toLowerCase(Locale.ROOT));
    }

    @Override
    public boolean applyFilterToExternalHeaders(String name, Object value, Exchange exchange) {
        return !names.contains(name.toLowerCase(Locale.ROOT));
    }
}
