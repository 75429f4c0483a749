package org.wonbooks.peer;

import java.util.Locale;
import java.util.Set;
import org.apache.camel.Exchange;
import org.apache.camel.spi.HeaderFilterStrategy;
import org.springframework.stereotype.Component;

/**
 * Lets no header out to an API, or in from it, but those named here. What comes in by a webhook can so never reach an
 * API, nor steer a component, and what an API answers can't either.
 */
@Component("apiHeaders")
final class AllowedHeaders implements HeaderFilterStrategy {

    /** In lower case. */
    private static final Set<String> NAMES =
            Set.of("authorization", "accept", "user-agent", "intuit_tid", "retry-after");

    @Override
    public boolean applyFilterToCamelHeaders(String name, Object value, Exchange exchange) {
        return !NAMES.contains(name.toLowerCase(Locale.ROOT));
    }

    @Override
    public boolean applyFilterToExternalHeaders(String name, Object value, Exchange exchange) {
        return !NAMES.contains(name.toLowerCase(Locale.ROOT));
    }
}
