package org.wonbooks.quickbooks;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.wonbooks.connection.Peer;
import org.wonbooks.fault.Fault;
import org.wonbooks.fault.ForbiddenFault;
import org.wonbooks.fault.PassingFault;
import org.wonbooks.fault.PeerDownFault;
import org.wonbooks.fault.PermanentFault;
import org.wonbooks.fault.RefusedFault;
import org.wonbooks.fault.ThrottledFault;
import org.wonbooks.peer.ApiAnswer;

/**
 * What QuickBooks' answers mean. By status first, then by code, never by text: faults come in two JSON dialects, in XML
 * even where JSON was asked for, in HTML from gateways, and inside a 200.
 */
final class QuickBooksFaults {

    /** Intuit documents no Retry-After, but a wait of a minute: that is for answers without one. */
    private static final Duration THROTTLE_WAIT = Duration.ofSeconds(60);

    private static final String NO_REASON = "no reason given";

    private static final int REFUSED = 400;
    private static final int FAILED = 500;

    /** The codes of the books themselves, not of what stands before them. */
    private static final Pattern BUSINESS = Pattern.compile("610|[2456]\\d{3}");

    private static final Pattern XML_ERROR =
            Pattern.compile("<Error\\b[^>]*\\bcode=\"(\\d{1,9})\"[^>]*>(?:\\s*<Message>([^<]*)</Message>)?"
                    + "(?:\\s*<Detail>([^<]*)</Detail>)?");

    private static final ObjectMapper JSON = new ObjectMapper();

    private QuickBooksFaults() {}

    /**
     * Throws the fault that an answer means.
     *
     * @param read it changes nothing: where the books themselves refuse it, that is all that there is to know, whatever
     *     status it came with
     */
    static void check(ApiAnswer told, boolean read) {
        List<JsonNode> errors = errors(told.body());
        JsonNode error = errors.isEmpty() ? null : errors.get(0);
        if (told.successful() && error == null) {
            if (told.status() == 204) {
                throw new PassingFault("QuickBooks answered nothing", null);
            }
            return;
        }
        String code = error == null ? "" : error.path("code").asText("").replaceFirst("^0+", "");
        boolean definite = read && isDefinite(told, code);
        ApiAnswer answer = definite ? new ApiAnswer(REFUSED, told.body(), told.trace(), told.retryAfter()) : told;
        String words = error == null
                ? NO_REASON
                : ApiAnswer.quote(errors.stream().map(QuickBooksFaults::words).toList());
        String traced = answer.trace() == null ? "" : " [intuit_tid " + answer.trace() + "]";
        throw switch (answer.status()) {
            case 429 -> throttled(answer);
            case 403 ->
                code.equals("3001") || answer.body().contains("003001")
                        ? throttled(answer)
                        : new ForbiddenFault(
                                Peer.QUICKBOOKS,
                                "QuickBooks forbids access: " + words + traced,
                                "On the connection's page, press “Connect QuickBooks again” as an administrator of"
                                        + " the company,"
                                        + " and look whether its subscription goes on.");
            case 502, 503, 504 -> new PeerDownFault(Peer.QUICKBOOKS, "QuickBooks is down (" + answer.status() + ")");
            default ->
                answer.status() >= 500
                        ? new PassingFault("QuickBooks failed (" + answer.status() + "): " + words + traced, null)
                        : byCode(answer, code.isEmpty() ? String.valueOf(answer.status()) : code, words + traced);
        };
    }

    /** Is it the books' own word, though the status says something else? */
    private static boolean isDefinite(ApiAnswer answer, String code) {
        return answer.successful() && BUSINESS.matcher(code).matches()
                || answer.status() == FAILED && !code.isEmpty() && answer.body().contains("\"ValidationFault\"");
    }

    private static Fault throttled(ApiAnswer answer) {
        return new ThrottledFault(
                "QuickBooks asks us to slow down", answer.retryAfter() == null ? THROTTLE_WAIT : answer.retryAfter());
    }

    private static Fault byCode(ApiAnswer answer, String code, String words) {
        String reason = "QuickBooks refused (" + code + "): " + words;
        return switch (code) {
            case "6240" -> new NameTakenFault(reason);
            case "4000", "4001", "4002" -> new QueryRefusedFault(reason);
            case "5010" -> new StaleFault(reason);
            case "600", "10000" -> new PassingFault(reason, null);
            case "3001" -> throttled(answer);
            case "610", "2500" -> new MissingFault(reason);
            case "6190" ->
                new ForbiddenFault(
                        Peer.QUICKBOOKS, reason, "Renew the company's QuickBooks subscription: then it goes on.");
            default -> {
                if (answer.successful()) {
                    // Success and a fault at once: nobody can tell whether it was done.
                    yield new PassingFault(reason, null);
                }
                if (code.matches("5020|5030|6000|6100|6200|6210")) {
                    yield new UnfitFault(reason, fix(code));
                }
                boolean said = !code.equals(String.valueOf(answer.status()));
                yield said ? new RefusedFault(reason, fix(code)) : new PermanentFault(reason, fix(code));
            }
        };
    }

    private static String fix(String code) {
        return switch (code) {
            case "6140" -> "Free the invoice number in QuickBooks, then press “Try again”.";
            case "6200", "6210" ->
                "The books are closed for this date: move the closing date in QuickBooks (“Account and settings >"
                        + " Advanced >"
                        + " Accounting > Close the books”),"
                        + " then press “Try again”.";
            case "2210" -> "Put the contact's e-mail right in Kommo, then press “Try again”.";
            default -> "Put right what QuickBooks names, then press “Try again”.";
        };
    }

    /** The errors, of which the first decides; the fault around them where there is none; empty: no fault. */
    private static List<JsonNode> errors(String body) {
        if (!body.startsWith("{")) {
            return xmlErrors(body);
        }
        if (!body.contains("\"Fault\"") && !body.contains("\"fault\"")) {
            return List.of();
        }
        try {
            JsonNode fault = places(JSON.readTree(body))
                    .map(place -> place.has("Fault") ? place.path("Fault") : place.path("fault"))
                    .filter(JsonNode::isObject)
                    .findFirst()
                    .orElse(MissingNode.getInstance());
            JsonNode errors = fault.has("Error") ? fault.path("Error") : fault.path("error");
            List<JsonNode> all = new ArrayList<>();
            errors.forEach(all::add);
            return !all.isEmpty() ? all : fault.isObject() ? List.of(fault) : List.of();
        } catch (JsonProcessingException notJson) {
            return List.of();
        }
    }

    /** Where a fault may stand: around all, or instead of what was found of a kind. */
    private static Stream<JsonNode> places(JsonNode root) {
        Stream<JsonNode> changes = parts(root.path("CDCResponse"))
                .flatMap(kind -> Stream.concat(Stream.of(kind), parts(kind.path("QueryResponse"))));
        return Stream.of(Stream.of(root), parts(root.path("QueryResponse")), changes)
                .flatMap(places -> places);
    }

    private static Stream<JsonNode> parts(JsonNode one) {
        return one.isArray() ? StreamSupport.stream(one.spliterator(), false) : Stream.of(one);
    }

    /** The same, of an answer in XML. */
    private static List<JsonNode> xmlErrors(String body) {
        return XML_ERROR
                .matcher(body)
                .results()
                .<JsonNode>map(error -> JSON.createObjectNode()
                        .put("code", error.group(1))
                        .put("Message", error.group(2))
                        .put("Detail", error.group(3)))
                .toList();
    }

    private static String words(JsonNode error) {
        String message = text(error, "Message", "message");
        String detail = text(error, "Detail", "detail");
        if (message.isEmpty()) {
            return detail.isEmpty() ? NO_REASON : detail;
        }
        return detail.isEmpty() || detail.equals(message) ? message : message + " (" + detail + ")";
    }

    private static String text(JsonNode error, String name, String otherName) {
        return error.path(name).asText(error.path(otherName).asText(""));
    }
}
