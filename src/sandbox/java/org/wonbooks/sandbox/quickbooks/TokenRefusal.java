package org.wonbooks.sandbox.quickbooks;

import java.time.Instant;
import org.springframework.http.ResponseEntity;
import org.wonbooks.sandbox.contract.Refusal;
import org.wonbooks.sandbox.store.Json;
import org.wonbooks.sandbox.store.Store;

/** What the token endpoint answers to a call that it does not understand. */
final class TokenRefusal extends Refusal {

    private final boolean unknownClient;

    private TokenRefusal(String what, boolean unknownClient) {
        super("Missing or unknown parameter " + what);
        this.unknownClient = unknownClient;
    }

    /** @param what the name of the header or the parameter */
    static TokenRefusal of(String what) {
        return new TokenRefusal(what, what.equals("authorization"));
    }

    @Override
    public ResponseEntity<byte[]> answer(Instant now, Store store) {
        return unknownClient
                ? Json.answer(401, Json.object().put("error", "invalid_client"))
                : Json.answer(
                        400, Json.object().put("error", "invalid_request").put("error_description", getMessage()));
    }
}
