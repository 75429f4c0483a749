package org.wonbooks.sandbox.kommo;

import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.springframework.context.annotation.Profile;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.wonbooks.sandbox.Json;
import org.wonbooks.sandbox.RateWindow;
import org.wonbooks.sandbox.SandboxSettings;
import org.wonbooks.sandbox.SimulatedSystem;

/** Kommo, as the shared part of the sandbox sees it. */
@Component
@Profile("sandbox")
class Kommo implements SimulatedSystem {

    private static final int CALLS_PER_SECOND = 7;

    private final KommoSeed seed;
    private final KommoState state;
    private final RateWindow calls;

    Kommo(KommoSeed seed, KommoState state, SandboxSettings settings) {
        this.seed = seed;
        this.state = state;
        calls = new RateWindow(CALLS_PER_SECOND * settings.speed(), Duration.ofSeconds(1));
    }

    @Override
    public String name() {
        return "kommo";
    }

    @Override
    public boolean isApi(String path) {
        return path.matches("/[^/]+/(api/v4|oauth2)/.*");
    }

    /** Kommo counts by address, over all accounts; its tokens have a limit of their own. */
    @Override
    public boolean admit(String path, HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (path.contains("/oauth2/") || calls.take(request.getRemoteAddr())) {
            return true;
        }
        ObjectNode body = Refusal.of(
                        429,
                        "Too Many Requests",
                        "You have sent too many requests in a given amount of time. Please try again later.")
                .body();
        response.setStatus(429);
        response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
        response.getWriter().write(Json.text(body.put("retry_after", 1)));
        return false;
    }

    @Override
    public void seed() {
        seed.sow();
    }

    @Override
    public ObjectNode state() {
        return state.read();
    }

    @Override
    public Duration hookTimeout() {
        return Duration.ofSeconds(2);
    }

    @Override
    public boolean delivered(int status) {
        return status >= 100 && status < 300;
    }

    /** Whatever failed is tried twice more, what the receiver itself failed at (499, 5xx) four times. */
    @Override
    public Optional<Duration> retryAfter(int attempts, int status) {
        boolean receiverFailed = status >= 499 && status < 600;
        return switch (attempts) {
            case 1 -> Optional.of(Duration.ofMinutes(5));
            case 2 -> Optional.of(Duration.ofMinutes(15));
            case 3 -> receiverFailed ? Optional.of(Duration.ofMinutes(15)) : Optional.empty();
            case 4 -> receiverFailed ? Optional.of(Duration.ofHours(1)) : Optional.empty();
            default -> Optional.empty();
        };
    }
}
