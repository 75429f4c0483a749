package org.wonbooks.sandbox.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import org.springframework.context.annotation.Profile;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.wonbooks.sandbox.contract.Contract.Row;
import org.wonbooks.sandbox.contract.Contract.Violation;
import org.wonbooks.sandbox.store.Json;
import org.wonbooks.sandbox.store.Modes;
import org.wonbooks.sandbox.store.SandboxSettings;
import org.wonbooks.sandbox.store.Store;

/**
 * Looks at each API call before the simulated system does, and refuses what its table does not list, be it that the
 * real one were kinder. Calls of no kind that the table has are left to the system.
 */
@Component
@Profile("sandbox")
public class Judge {

    /** The mode of each system: {@code strict}, or {@code off}. */
    static final String MODE = "judge";

    private static final String ROW = Judge.class.getName() + ".row";
    private static final List<String> WITHOUT_BODY = List.of("GET", "DELETE");

    private final Store store;
    private final SandboxSettings settings;
    private volatile BiConsumer<String, ObjectNode> listener = (kind, call) -> {};

    Judge(Store store, SandboxSettings settings) {
        this.store = store;
        this.settings = settings;
    }

    /** Shows each call of a known kind to a test, with {@code <system> <kind>}. */
    public void show(BiConsumer<String, ObjectNode> listener) {
        this.listener = listener;
    }

    /** The kind of call that a request was found to be; empty: none, or it was not looked at. */
    public static String row(HttpServletRequest request) {
        return request.getAttribute(ROW) instanceof String row ? row : "";
    }

    /**
     * Judges a call. At the store.
     *
     * @param path after {@code /sandbox/<system>}
     * @return the request to go on with: its body can be read as if nobody had
     * @throws Refusal in the system's own words
     */
    public HttpServletRequest judge(SimulatedSystem system, String path, HttpServletRequest request)
            throws IOException {
        Contract contract = Contract.of(system.name());
        Optional<Row> found = contract.row(request.getMethod(), path);
        if (!settings.judge() || found.isEmpty()) {
            return request;
        }
        Row row = found.get();
        request.setAttribute(ROW, row.name());
        ObjectNode call = Json.object().put("method", row.method()).put("path", path);
        call.set("query", query(request.getQueryString()));
        call.set("headers", headers(request));
        HttpServletRequest taken = request;
        if (String.valueOf(request.getContentType()).startsWith(MediaType.APPLICATION_FORM_URLENCODED_VALUE)) {
            call.set("body", form(request));
        } else if (!WITHOUT_BODY.contains(row.method())) {
            byte[] body = request.getInputStream().readAllBytes();
            taken = new ReadRequest(request, body);
            if (body.length > 0) {
                call.set("body", body(body));
            }
        }
        boolean strict = Modes.of(store, system.name(), MODE).equals("strict");
        if (strict) {
            system.describe(call);
        }
        listener.accept(system.name() + " " + row.name(), call);
        List<Violation> violations = strict ? contract.violations(row, call) : List.of();
        if (!violations.isEmpty()) {
            throw system.refusal(row.name(), violations);
        }
        return taken;
    }

    private static ObjectNode query(String query) {
        ObjectNode parameters = Json.object();
        if (query != null && !query.isEmpty()) {
            for (String pair : query.split("&")) {
                int equals = pair.indexOf('=');
                String name = decode(equals < 0 ? pair : pair.substring(0, equals));
                String value = equals < 0 ? "" : decode(pair.substring(equals + 1));
                add(parameters, name, value);
            }
        }
        return parameters;
    }

    /** What is there twice is a list, which no parameter may be. */
    private static void add(ObjectNode parameters, String name, String value) {
        if (parameters.has(name)) {
            ArrayNode all = Json.array().add(parameters.get(name)).add(value);
            parameters.set(name, all);
        } else {
            parameters.put(name, value);
        }
    }

    private static String decode(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    private static ObjectNode headers(HttpServletRequest request) {
        ObjectNode headers = Json.object();
        request.getHeaderNames()
                .asIterator()
                .forEachRemaining(name -> headers.put(name.toLowerCase(Locale.ROOT), request.getHeader(name)));
        return headers;
    }

    /** The fields of a form, without what the query says. */
    private static ObjectNode form(HttpServletRequest request) {
        ObjectNode fields = Json.object();
        Map<String, List<String>> all = request.getParameterMap().entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, entry -> Arrays.asList(entry.getValue())));
        all.forEach((name, values) -> values.forEach(value -> add(fields, name, value)));
        query(request.getQueryString()).fieldNames().forEachRemaining(fields::remove);
        return fields;
    }

    /** What is no JSON is a text, which no body may be. */
    private static JsonNode body(byte[] body) {
        try {
            return Json.read(body);
        } catch (IllegalArgumentException e) {
            return TextNode.valueOf(new String(body, StandardCharsets.UTF_8));
        }
    }
}
