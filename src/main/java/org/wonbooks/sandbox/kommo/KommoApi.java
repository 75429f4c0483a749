package org.wonbooks.sandbox.kommo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.context.annotation.Profile;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.wonbooks.sandbox.Json;

/** The door of Kommo's API v4: who calls, what is called, and the form of every answer and refusal. */
@RestController
@Profile("sandbox")
class KommoApi {

    /** @param answer null for a 204 */
    private record Route(String method, Pattern path, int status, Function<Call, ObjectNode> answer) {}

    private final List<Route> routes;
    private final KommoTokens tokens;

    KommoApi(KommoTokens tokens, AccountCalls account, DealCalls deals) {
        this.tokens = tokens;
        routes = List.of(
                route("GET", "account", 200, account::profile),
                route("GET", "leads/pipelines", 200, account::pipelines),
                route("GET", "leads/custom_fields", 200, account::fields),
                route("POST", "leads/custom_fields", 201, account::addFields),
                route("GET", "webhooks", 200, account::webhooks),
                route("POST", "webhooks", 201, account::subscribe),
                route("DELETE", "webhooks", 204, account::unsubscribe),
                route("GET", "leads/(\\d+)", 200, deals::lead),
                route("PATCH", "leads/(\\d+)", 200, deals::patch),
                route("GET", "contacts/(\\d+)", 200, deals::contact),
                route("GET", "companies/(\\d+)", 200, deals::company),
                route("POST", "leads/notes", 200, deals::addNotes),
                route("POST", "leads/(\\d+)/notes", 200, deals::addNotes),
                route("GET", "leads/(\\d+)/notes", 200, deals::notes));
    }

    @RequestMapping("/sandbox/kommo/{subdomain}/api/v4/**")
    ResponseEntity<byte[]> call(
            @PathVariable String subdomain,
            @RequestHeader(name = HttpHeaders.AUTHORIZATION, required = false) String authorization,
            @RequestBody(required = false) byte[] body,
            HttpServletRequest request) {
        try {
            Account account = tokens.authenticate(subdomain, authorization);
            return answer(account, body, request);
        } catch (Refusal refusal) {
            return Json.answer(refusal.status(), MediaType.APPLICATION_PROBLEM_JSON, Json.text(refusal.body()));
        }
    }

    private ResponseEntity<byte[]> answer(Account account, byte[] body, HttpServletRequest request) {
        String path = request.getRequestURI().replaceFirst("^.*?/api/v4/", "");
        boolean known = false;
        for (Route route : routes) {
            Matcher match = route.path.matcher(path);
            if (match.matches()) {
                known = true;
                if (route.method.equals(request.getMethod())) {
                    long id = match.groupCount() == 0 ? 0 : id(match.group(1));
                    return answer(route, new Call(account, id, request.getParameterMap(), json(body)));
                }
            }
        }
        String what = request.getMethod() + " https://" + account.host() + "/api/v4/" + path;
        throw known
                ? Refusal.of(405, "Method Not Allowed", "Method Not Allowed")
                : Refusal.of(404, "Not Found", "Cannot " + what);
    }

    private static ResponseEntity<byte[]> answer(Route route, Call call) {
        ObjectNode answer = route.answer.apply(call);
        if (answer == null) {
            return ResponseEntity.noContent().build();
        }
        // Kommo adds to its answers at any time.
        answer.putObject("_served_by").put("node", "sandbox");
        return Json.answer(route.status, MediaType.valueOf("application/hal+json"), Json.text(answer));
    }

    private static Route route(String method, String path, int status, Function<Call, ObjectNode> answer) {
        return new Route(method, Pattern.compile(path), status, answer);
    }

    /** A number too long for an id is nobody's. */
    private static long id(String digits) {
        return digits.length() > 18 ? -1 : Long.parseLong(digits);
    }

    private static JsonNode json(byte[] body) {
        try {
            return body == null ? MissingNode.getInstance() : Json.read(body);
        } catch (IOException e) {
            throw Refusal.badRequest("Invalid request body");
        }
    }
}
