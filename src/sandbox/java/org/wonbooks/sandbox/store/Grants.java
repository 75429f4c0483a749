package org.wonbooks.sandbox.store;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.springframework.context.annotation.Profile;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;
import org.springframework.web.util.UriComponentsBuilder;

/**
 * What OAuth has given out: codes, refresh and access tokens. Each is kept as {@code {kind, value, owner, grant,
 * issued, expires}}: {@code owner} is the company or account, {@code grant} the consent that it comes from.
 */
@Component
@Profile("sandbox")
public record Grants(Store store, SandboxClock clock) {

    private static final SecureRandom RANDOM = new SecureRandom();

    public ObjectNode issue(String kind, String value, String owner, String grant, Duration life) {
        Instant now = clock.instant();
        return keep(Json.object()
                .put("kind", kind)
                .put("value", value)
                .put("owner", owner)
                .put("grant", grant)
                .put("issued", now.toString())
                .put("expires", now.plus(life).toString()));
    }

    public ObjectNode keep(ObjectNode issued) {
        store.put(map(Json.text(issued, "kind")), Json.text(issued, "value"), issued);
        return issued;
    }

    /** What was given out as that value, expired or not. */
    public Optional<ObjectNode> find(String kind, String value) {
        return store.find(map(kind), value);
    }

    /** All that was given out of that kind. */
    public List<ObjectNode> all(String kind) {
        return store.all(map(kind));
    }

    public List<ObjectNode> of(String kind, String grant) {
        return all(kind).stream()
                .filter(issued -> Json.text(issued, "grant").equals(grant))
                .toList();
    }

    public void forget(ObjectNode issued) {
        store.remove(map(Json.text(issued, "kind")), Json.text(issued, "value"));
    }

    public boolean alive(ObjectNode issued) {
        return Instant.parse(Json.text(issued, "expires")).isAfter(clock.instant());
    }

    public static String random() {
        byte[] bytes = new byte[32];
        RANDOM.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    /** Leads a browser on; {@code parameters} are names and values in turn. */
    public static ResponseEntity<byte[]> redirect(String url, String... parameters) {
        UriComponentsBuilder target = UriComponentsBuilder.fromUriString(url);
        List<Object> values = new ArrayList<>();
        for (int i = 0; i < parameters.length; i += 2) {
            target.queryParam(parameters[i], "{" + parameters[i] + "}");
            values.add(parameters[i + 1]);
        }
        return ResponseEntity.status(302)
                .location(target.encode().buildAndExpand(values.toArray()).toUri())
                .build();
    }

    private static String map(String kind) {
        return "grants." + kind;
    }
}
