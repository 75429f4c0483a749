package org.wonbooks.kommo;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.wonbooks.connection.Peer;
import org.wonbooks.fault.BlockedFault;
import org.wonbooks.fault.Fault;
import org.wonbooks.fault.ForbiddenFault;
import org.wonbooks.fault.PassingFault;
import org.wonbooks.fault.PeerDownFault;
import org.wonbooks.fault.ThrottledFault;
import org.wonbooks.peer.ApiAnswer;

/**
 * What Kommo's answers mean. Decided by status; the body, which need not be JSON, only gives the words, and tells a
 * block of our address from rights that an account lacks.
 */
final class KommoFaults {

    /** Where no header says it. Kommo blocks an address for longer when it goes on calling: at least this long. */
    private static final Duration SHORTEST_WAIT = Duration.ofSeconds(1);

    /** What it really asks for; whatever says more is not Kommo. */
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(5);

    private static final Pattern FIELD = Pattern.compile("custom_fields_values\\.(\\d{1,3})\\..*");

    static final String FIX =
            "Put right what it names in Kommo or in the connection's “Settings”, then press “Try" + " again”.";

    private static final ObjectMapper JSON = new ObjectMapper();

    private KommoFaults() {}

    /** Throws the fault that an answer means. Nothing found is a 204, which is none; a 404 is a wrong address. */
    static void check(ApiAnswer answer) {
        if (answer.successful()) {
            return;
        }
        JsonNode body = read(answer.body());
        switch (answer.status()) {
            case 429 ->
                throw new ThrottledFault(
                        "Kommo asks us to slow down",
                        answer.retryAfter() == null ? waitFor(body) : answer.retryAfter());
            case 402 ->
                throw new ForbiddenFault(
                        Peer.KOMMO,
                        "Kommo refuses: the account is not paid for",
                        "Pay for the Kommo account: then it goes on.");
            case 403 -> throw body.isObject() || answer.body().isBlank() ? forbidden() : BlockedFault.ofKommo();
            case 502, 503, 504 -> throw new PeerDownFault(Peer.KOMMO, "Kommo is down (" + answer.status() + ")");
            default -> {
                if (answer.status() >= 500) {
                    throw new PassingFault("Kommo failed (" + answer.status() + ")", null);
                }
                if (namesTheUser(body)) {
                    throw new UserRefusedFault("Kommo refused the responsible user: " + words(body));
                }
                String reason = "Kommo refused the call (" + answer.status() + "): " + words(body);
                if (answer.status() == 404) {
                    throw new UnknownAddressFault(reason, body.isObject());
                }
                Set<Integer> fields = refusedFields(body);
                boolean stage = namesTheStage(body);
                throw !fields.isEmpty() || stage
                        ? new LeadRefusedFault(reason, fields, stage)
                        : answer.status() == 400 ? new CallRefusedFault(reason) : new KommoRefusedFault(reason, FIX);
            }
        }
    }

    private static JsonNode read(String body) {
        try {
            return JSON.readTree(body);
        } catch (JsonProcessingException notJson) {
            return JSON.missingNode();
        }
    }

    private static Fault forbidden() {
        return new ForbiddenFault(
                Peer.KOMMO,
                "Kommo forbids access",
                "On the connection's page, press “Connect Kommo again” as an administrator of the account, and give the"
                        + " integration access to account data in Kommo (“Settings > Integrations”).");
    }

    private static Duration waitFor(JsonNode body) {
        Duration asked = Duration.ofSeconds(body.path("retry_after").asLong(1));
        if (asked.compareTo(SHORTEST_WAIT) < 0) {
            return SHORTEST_WAIT;
        }
        return asked.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : asked;
    }

    private static boolean namesTheUser(JsonNode body) {
        return body.findValuesAsText("path").stream().anyMatch(path -> path.endsWith("responsible_user_id"));
    }

    private static boolean namesTheStage(JsonNode body) {
        return body.findValuesAsText("path").stream().anyMatch(path -> path.matches("(status|pipeline)_id"));
    }

    /** The numbers of the fields that do not exist, or do not take what was written. */
    private static Set<Integer> refusedFields(JsonNode body) {
        return body.findValuesAsText("path").stream()
                .map(FIELD::matcher)
                .filter(Matcher::matches)
                .map(path -> Integer.valueOf(path.group(1)))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static String words(JsonNode body) {
        List<String> words = new ArrayList<>();
        for (JsonNode request : body.path("validation-errors")) {
            for (JsonNode error : request.path("errors")) {
                words.add(error.path("path").asText() + ": "
                        + error.path("detail").asText());
            }
        }
        body.path("errors")
                .properties()
                .forEach(error ->
                        words.add(error.getKey() + ": " + error.getValue().asText()));
        if (words.isEmpty()) {
            words.add(body.path("detail").asText("no reason given"));
        }
        return ApiAnswer.quote(words);
    }
}
