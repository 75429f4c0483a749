package org.wonbooks.schedule;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** A webhook on its way. */
final class Hook {

    static final String VERIFIER_TOKEN = "sandbox-verifier";

    /** Kommo gives up after this many failed deliveries; Intuit never does. */
    private static final int KOMMOS_PATIENCE = 5;

    final String route;
    final Map<String, Object> headers;
    final byte[] body;
    final Long lead;
    private final String name;
    private int failures;

    private Hook(String route, Map<String, Object> headers, String body, Long lead, String name) {
        this.route = route;
        this.headers = headers;
        this.body = body.getBytes(StandardCharsets.UTF_8);
        this.lead = lead;
        this.name = name;
    }

    /** A lead came into a stage. */
    static Hook moved(String secret, long lead, long pipeline, long status) {
        return told("status", secret, lead, pipeline, status, "lead " + lead + " moved");
    }

    /** A lead that stands in a stage was edited. */
    static Hook edited(String secret, long lead, long pipeline, long status) {
        return told("update", secret, lead, pipeline, status, "lead " + lead + " edited");
    }

    /** A lead that stood in a stage was deleted. */
    static Hook deleted(String secret, long lead, long pipeline, long status) {
        return told("delete", secret, lead, pipeline, status, "lead " + lead + " deleted");
    }

    private static Hook told(String what, String secret, long lead, long pipeline, long status, String name) {
        String form =
                """
                leads[%1$s][0][id]=%2$s&leads[%1$s][0][status_id]=%3$s&leads[%1$s][0][pipeline_id]=%4$s\
                &account[id]=32720107&account[subdomain]=acme"""
                        .formatted(what, lead, status, pipeline)
                        .replace("[", "%5B")
                        .replace("]", "%5D");
        return new Hook("webhook-kommo", Map.of("secret", secret), form, lead, name);
    }

    /**
     * Something changed in a company.
     *
     * @param changes as in {@code payment 17 created}
     */
    static Hook changed(String realm, Instant at, List<String> changes, long number) {
        String body = changes.stream()
                .map(change -> change.split(" "))
                .map(part ->
                        """
                        {"specversion": "1.0", "id": "event-%s-%s", "source": "intuit.test", "type": "qbo.%s.%s.v1",
                         "time": "%s", "intuitentityid": "%s", "intuitaccountid": "%s", "data": {}}"""
                                .formatted(number, part[0] + part[1], part[0], part[2], at, part[1], realm))
                .collect(Collectors.joining(",", "[", "]"));
        return new Hook(
                "webhook-quickbooks", Map.of("intuit-signature", sign(body)), body, null, String.join(", ", changes));
    }

    private static String sign(String body) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(VERIFIER_TOKEN.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return Base64.getEncoder().encodeToString(mac.doFinal(body.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** It was not answered with 200; true when its sender gives up. */
    boolean failed() {
        failures++;
        return lead != null && failures >= KOMMOS_PATIENCE;
    }

    @Override
    public String toString() {
        return "hook (" + name + ")";
    }
}
