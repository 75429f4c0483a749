package org.wonbooks.sandbox.quickbooks;

import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;
import org.wonbooks.sandbox.Json;
import org.wonbooks.sandbox.SimulatedSystem;

/** QuickBooks, as the shared part of the sandbox sees it. */
@Component
@Profile("sandbox")
class QuickBooks implements SimulatedSystem {

    private static final List<Duration> LADDER = List.of(
            Duration.ofSeconds(10),
            Duration.ofSeconds(20),
            Duration.ofSeconds(30),
            Duration.ofMinutes(5),
            Duration.ofMinutes(20),
            Duration.ofHours(2),
            Duration.ofHours(4),
            Duration.ofHours(6));

    @Override
    public String name() {
        return "quickbooks";
    }

    @Override
    public boolean isApi(String path) {
        return path.matches("/(v3|oauth2|v2/oauth2)/.*");
    }

    @Override
    public boolean admit(String path, HttpServletRequest request, HttpServletResponse response) throws IOException {
        return true;
    }

    @Override
    public void seed() {}

    @Override
    public ObjectNode state() {
        return Json.object();
    }

    @Override
    public Duration hookTimeout() {
        return Duration.ofSeconds(3);
    }

    @Override
    public boolean delivered(int status) {
        return status == 200;
    }

    /** The ladder, then every six hours for ever. */
    @Override
    public Optional<Duration> retryAfter(int attempts, int status) {
        return Optional.of(LADDER.get(Math.min(attempts, LADDER.size()) - 1));
    }
}
