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
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.wonbooks.sandbox.Json;

/** The door of Kommo's API v4: who calls, what is called, and the form of every answer and refusal. */
@RestController
@Profile("sandbox")
class KommoApi {

    /** @param answer gives null for a 204 */
    private record Route(String method, Pattern path, int status, Function<Call, ObjectNode> answer) {}

    private final List<Route> routes;
    private final KommoTokens tokens;

    KommoApi(KommoTokens tokens, Crm crm, Deals deals) {
        this.tokens = tokens;
        AccountCalls account = new AccountCalls(crm);
        LeadCalls leads = new LeadCalls(crm, deals);
        routes = List.of(
                route("GET", "account", 200, account::profile),
                route("GET", "leads/pipelines", 200, account::pipelines),
                route("GET", "leads/custom_fields", 200, account::fields),
                route("POST", "leads/custom_fields", 201, account::addFields),
                route("GET", "webhooks", 200, account::webhooks),
                route("POST", "webhooks", 201, account::subscribe),
                route("DELETE", "webhooks", 204, account::unsubscribe),
                route("GET", "leads", 200, leads::list),
                route("GET", "(?:leads|contacts|companies)/(\\d+)", 200, leads::read),
                route("PATCH", "leads/(\\d+)", 200, leads::patch),
                route("POST", "leads/notes", 200, leads::addNotes),
                route("POST", "leads/(\\d+)/notes", 200, leads::addNotes),
                route("GET", "leads/(\\d+)/notes", 200, leads::notes));
    }

    private static Route route(String method, String path, int status, Function<Call, ObjectNode> answer) {
        return new Route(method, Pattern.compile(path), status, answer);
    }

    @RequestMapping("/sandbox/kommo/{subdomain}/api/v4/**")
    ResponseEntity<byte[]> call(
            @PathVariable String subdomain, @RequestBody(required = false) byte[] body, HttpServletRequest request) {
        Account account = tokens.authenticate(subdomain, request.getHeader("Authorization"));
        String path = request.getRequestURI().replaceFirst("^.*?/api/v4/", "");
        boolean known = false;
        for (Route route : routes) {
            Matcher match = route.path.matcher(path);
            if (match.matches() && route.method.equals(request.getMethod())) {
                long id = match.groupCount() == 0 ? 0 : id(match.group(1));
                return answer(route, new Call(account, path, id, request.getParameterMap(), json(body)));
            }
            known |= match.matches();
        }
        throw known
                ? Refusal.of(405, "Method Not Allowed", "Method Not Allowed")
                : Refusal.notFound("Cannot " + request.getMethod() + " " + account.url(path));
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

    @ExceptionHandler
    ResponseEntity<byte[]> refused(Refusal refusal) {
        return refusal.answer();
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
