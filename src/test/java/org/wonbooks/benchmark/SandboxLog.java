package org.wonbooks.benchmark;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;
import org.wonbooks.testing.SandboxCalls;

/**
 * The calls that the sandbox took since it was last told to forget them. It says itself when each came and was
 * answered: so a look now and then is enough, and takes little from the machine that is measured.
 */
final class SandboxLog {

    /** The calls with which a deal is written back. */
    static final String CARD = "patchLead";

    static final String NOTE = "addNotes";

    private static final Duration PATIENCE = Duration.ofMinutes(5);

    /** What a query asks for: a kind of its own. */
    private static final Pattern LIST = Pattern.compile("(?i)from\\s+(\\w+)");

    private final SandboxCalls sandbox;
    private final Duration look;

    /** @param look between two looks */
    SandboxLog(SandboxCalls sandbox, Duration look) {
        this.sandbox = sandbox;
        this.look = look;
    }

    /** @param kind as the sandbox's table of calls has it; of a query, with the list that is asked */
    record Call(String kind, Instant began, Instant answered, boolean taken) {

        static Call of(JsonNode call) {
            String kind = call.path("row").asText();
            Matcher list = LIST.matcher(URLDecoder.decode(call.path("query").asText(), StandardCharsets.UTF_8));
            return new Call(
                    kind.equals("query") && list.find() ? kind + " " + list.group(1) : kind,
                    Instant.parse(call.path("began").asText()),
                    Instant.parse(call.path("time").asText()),
                    call.path("status").asInt() / 100 == 2);
        }

        double milliseconds() {
            return Duration.between(began, answered).toNanos() / 1e6;
        }
    }

    void forget() {
        sandbox.delete("/calls");
    }

    /** Waits until so many deals are written back; answers all calls. */
    List<Call> awaitWritten(int deals) {
        return await("written back")
                .atMost(PATIENCE)
                .pollDelay(look)
                .pollInterval(look.multipliedBy(Math.min(deals, 20)))
                .until(this::calls, calls -> count(calls, CARD) >= deals && count(calls, NOTE) >= deals);
    }

    /** Milliseconds from a moment until the last of these calls was answered. */
    static double until(List<Call> calls, String kind, Instant from) {
        Instant last = calls.stream()
                .filter(call -> call.taken() && call.kind().equals(kind))
                .map(Call::answered)
                .max(Instant::compareTo)
                .orElseThrow();
        return Duration.between(from, last).toNanos() / 1e6;
    }

    private static long count(List<Call> calls, String kind) {
        return calls.stream()
                .filter(call -> call.taken() && call.kind().equals(kind))
                .count();
    }

    private List<Call> calls() {
        return StreamSupport.stream(sandbox.get("/calls").spliterator(), false)
                .map(Call::of)
                .toList();
    }
}
