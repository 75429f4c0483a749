package org.wonbooks.kills;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** What the rounds came to. */
final class Figures {

    private final List<String> violations = new ArrayList<>();
    private Duration longestTakeover = Duration.ZERO;
    private Duration longestStart = Duration.ZERO;
    private int takenOver;
    private int rounds;
    private int kills;
    private int freezes;
    private int deals;
    private int invoices;
    private int reasons;
    private int lostTokens;

    void round(boolean killed, int won) {
        rounds++;
        deals += won;
        if (killed) {
            kills++;
        } else {
            freezes++;
        }
    }

    void takenOver(int pieces, Duration took) {
        takenOver += pieces;
        longestTakeover = took.compareTo(longestTakeover) > 0 ? took : longestTakeover;
    }

    /** An instance that was killed alone would get requests again. */
    void readyAgain(Duration after) {
        longestStart = after.compareTo(longestStart) > 0 ? after : longestStart;
    }

    /** How it stands once nothing is left to be done. */
    void end(JsonNode state, long withReason, List<String> found) {
        for (JsonNode realm : state.at("/quickbooks/realms")) {
            for (JsonNode invoice : realm.path("invoices")) {
                invoices += invoice.path("privateNote").asText().contains("wonbooks:") ? 1 : 0;
            }
        }
        reasons += withReason;
        violations.addAll(found);
    }

    void lostToken() {
        lostTokens++;
    }

    List<String> violations() {
        return violations;
    }

    int lostTokens() {
        return lostTokens;
    }

    @Override
    public String toString() {
        return ("rounds %d, kills %d, stops %d, deals %d, invoices %d, with a reason instead %d, duplicates %d, lost or"
                        + " stuck %d, other violations %d, tokens lost %d, taken over %d, longest takeover %.1f s,"
                        + " longest from kill to ready %.1f s")
                .formatted(
                        rounds,
                        kills,
                        freezes,
                        deals,
                        invoices,
                        reasons,
                        count("I1"),
                        count("I2"),
                        violations.size() - count("I1") - count("I2"),
                        lostTokens,
                        takenOver,
                        longestTakeover.toMillis() / 1000.0,
                        longestStart.toMillis() / 1000.0);
    }

    private long count(String invariant) {
        return violations.stream()
                .filter(violation -> violation.startsWith(invariant + ":"))
                .count();
    }
}
