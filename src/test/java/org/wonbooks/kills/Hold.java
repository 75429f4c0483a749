package org.wonbooks.kills;

import java.util.List;
import java.util.random.RandomGenerator;
import org.wonbooks.testing.SandboxCalls;

/**
 * Calls that the sandbox keeps waiting, until its faults are cleared.
 *
 * @param kind {@code silence}: cut off in the end; {@code slow}: answered in the end
 * @param when {@code before} or {@code after} the sandbox has done what it was asked
 * @param count how many
 */
record Hold(Place place, String kind, String when, int count) {

    /** A kind of call of the flows. */
    record Place(String system, String method, String path) {

        @Override
        public String toString() {
            return method + " " + path;
        }
    }

    /** Its answer carries the only copy of a token. */
    static final Place TOKEN = new Place("quickbooks", "POST", "/tokens/bearer$");

    private static final List<Place> WRITES = List.of(
            new Place("quickbooks", "POST", "/customer$"),
            new Place("quickbooks", "POST", "/invoice$"),
            new Place("quickbooks", "POST", "/send$"),
            new Place("kommo", "PATCH", "/leads/"),
            new Place("kommo", "POST", "/notes$"));

    private static final List<Place> READS = List.of(
            new Place("kommo", "GET", "/leads/"),
            new Place("kommo", "GET", "/contacts/"),
            new Place("quickbooks", "GET", "/query$"),
            new Place("quickbooks", "GET", "/invoice/"));

    /** At one of the places, three times out of four one that changes something. */
    static Hold anywhere(RandomGenerator random) {
        List<Place> places = random.nextInt(4) == 0 ? READS : WRITES;
        return at(places.get(random.nextInt(places.size())), random);
    }

    static Hold at(Place place, RandomGenerator random) {
        String kind = random.nextBoolean() ? "silence" : "slow";
        // A slow answer before is of a call that is never done: then the client must not take it for the truth.
        String when = kind.equals("slow") || random.nextBoolean() ? "after" : "before";
        return new Hold(place, kind, when, 1 + random.nextInt(2));
    }

    void on(SandboxCalls sandbox) {
        sandbox.post(
                "/faults",
                """
                {"system": "%s", "method": "%s", "path": "%s", "kind": "%s", "when": "%s", "count": %d,
                 "pause": "PT1M"}
                """
                        .formatted(place.system, place.method, place.path, kind, when, count));
    }

    @Override
    public String toString() {
        return count + " " + place + " " + kind + " " + when;
    }
}
