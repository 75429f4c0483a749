package org.wonbooks.routes;

import java.util.List;
import org.springframework.boot.actuate.health.AbstractHealthIndicator;
import org.springframework.boot.actuate.health.Health;
import org.springframework.stereotype.Component;

/** Do all the routes run that were checked? Webhooks are taken all the same, so readiness does not ask. */
@Component
class RoutesHealthIndicator extends AbstractHealthIndicator {

    private final RouteState state;

    RoutesHealthIndicator(RouteState state) {
        this.state = state;
    }

    @Override
    protected void doHealthCheck(Health.Builder health) {
        List<String> stopped = state.stopped();
        if (stopped.isEmpty()) {
            health.up();
        } else {
            health.down().withDetail("stopped", stopped);
        }
    }
}
