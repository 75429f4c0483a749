package org.wonbooks.sandbox.contract;

import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.springframework.http.ResponseEntity;
import org.wonbooks.sandbox.contract.Contract.Violation;

/** Kommo or QuickBooks, as the shared part of the sandbox sees it. */
public interface SimulatedSystem {

    /** {@code kommo} or {@code quickbooks}: its place in {@code /sandbox/<name>/…}, in faults, calls and the state. */
    String name();

    /** Whether the path after {@code /sandbox/<name>} is of its API: counted, limited, spoiled by faults. */
    boolean isApi(String path);

    /**
     * Lets the API call pass. Not at the store.
     *
     * @throws Refusal when there are too many
     */
    void admit(String path, HttpServletRequest request, HttpServletResponse response);

    /** Adds to a call what the table judges beyond its form; throws a {@link Refusal} for what can't be read at all. */
    default void describe(ObjectNode call) {}

    /**
     * How it refuses a call that its table does not list.
     *
     * @param row the kind of call
     */
    Refusal refusal(String row, List<Violation> violations);

    /** An API call was answered with an error, its own or an injected one. */
    default void failed(String path, HttpServletRequest request, ResponseEntity<byte[]> answer) {}

    /** Empties its books and fills them with the seed; keeps what has been granted to clients. */
    void seed();

    ObjectNode state();

    /** How long it waits for the answer to a webhook. */
    Duration hookTimeout();

    /** Whether that status (0: none) delivers a webhook. */
    boolean delivered(int status);

    /** How long after the failed attempt number {@code attempts} (from 1) the next one comes; empty: never. */
    Optional<Duration> retryAfter(int attempts, int status);
}
