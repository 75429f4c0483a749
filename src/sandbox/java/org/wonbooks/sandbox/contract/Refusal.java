package org.wonbooks.sandbox.contract;

import java.time.Instant;
import org.springframework.http.ResponseEntity;
import org.wonbooks.sandbox.store.Store;

/** A call that a simulated system refuses, in its own words. What the call has changed is forgotten. */
public abstract class Refusal extends RuntimeException {

    protected Refusal(String message) {
        super(message, null, false, false);
    }

    /** In its words, which a mode of the system may change. */
    public abstract ResponseEntity<byte[]> answer(Instant now, Store store);
}
