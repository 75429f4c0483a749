package org.wonbooks.sandbox.kommo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.context.annotation.Profile;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.wonbooks.sandbox.kommo.crm.Account;
import org.wonbooks.sandbox.kommo.crm.Crm;
import org.wonbooks.sandbox.kommo.crm.Deals;
import org.wonbooks.sandbox.kommo.crm.KommoProblem;
import org.wonbooks.sandbox.store.Json;

/** The door of Kommo's API v4: who calls, what is called, and the form of every answer. */
@RestController
@Profile("sandbox")
class KommoApi {

    /** @param answer gives null for a 204 */
    private record Route(String method, String path, int status, Function<Call, ObjectNode> answer) {}

    private final List<Route> routes;
    private final KommoTokens tokens;
    private final KommoAnswers answers;

    KommoApi(KommoTokens tokens, Crm crm, Deals deals) {
        this.tokens = tokens;
        answers = new KommoAnswers(crm);
        AccountCalls account = new AccountCalls(crm);
        TaskCalls tasks = new TaskCalls(crm);
        LeadCalls leads = new LeadCalls(crm, deals);
        CatalogCalls catalogs = new CatalogCalls(crm);
        EventCalls events = new EventCalls(crm);
        routes = List.of(
                new Route("GET", "account", 200, account::profile),
                new Route(
                        "GET",
                        "leads/pipelines",
                        200,
                        call -> call.page("pipelines", call.account().pipelines())),
                new Route(
                        "GET",
                        "leads/custom_fields",
                        200,
                        call -> call.page("custom_fields", call.account().leadFields())),
                new Route("POST", "leads/custom_fields", 201, account::addFields),
                new Route("GET", "webhooks", 200, account::webhooks),
                new Route("POST", "webhooks", 201, account::subscribe),
                new Route("DELETE", "webhooks", 204, account::unsubscribe),
                new Route("GET", "leads", 200, leads::list),
                new Route("GET", "(?:leads|contacts|companies)/(\\d+)", 200, leads::read),
                new Route("PATCH", "leads/(\\d+)", 200, leads::patch),
                new Route("POST", "leads/notes", 200, leads::addNotes),
                new Route("POST", "leads/(\\d+)/notes", 200, leads::addNotes),
                new Route("GET", "leads/(\\d+)/notes", 200, leads::notes),
                new Route("GET", "leads/(\\d+)/links", 200, catalogs::links),
                new Route("GET", "catalogs", 200, catalogs::catalogs),
                new Route("GET", "catalogs/(\\d+)/elements", 200, catalogs::elements),
                new Route("GET", "catalogs/\\d+/elements/(\\d+)", 200, catalogs::element),
                new Route("GET", "events", 200, events::list),
                new Route("GET", "tasks", 200, tasks::list),
                new Route("GET", "tasks/(\\d+)", 200, tasks::read),
                new Route("POST", "tasks", 200, tasks::add),
                new Route("PATCH", "tasks/(\\d+)", 200, tasks::patch));
    }

    @RequestMapping("/sandbox/kommo/{subdomain}/api/v4/**")
    ResponseEntity<byte[]> call(
            @PathVariable String subdomain, @RequestBody(required = false) byte[] body, HttpServletRequest request) {
        Account account = tokens.authenticate(subdomain, request.getHeader("Authorization"));
        String path = request.getRequestURI().replaceFirst("^.*?/api/v4/", "");
        boolean known = false;
        for (Route route : routes) {
            Matcher match = Pattern.compile(route.path).matcher(path);
            if (match.matches() && route.method.equals(request.getMethod())) {
                long id = match.groupCount() == 0 ? 0 : id(match.group(1));
                Call asked = new Call(account, path, id, request.getParameterMap(), json(body));
                return answers.of(route.method, asked, route.status, route.answer.apply(asked));
            }
            known |= match.matches();
        }
        throw known
                ? KommoProblem.of(405, "Method Not Allowed", "Method Not Allowed")
                : KommoProblem.notFound("Cannot " + request.getMethod() + " " + account.url(path));
    }

    /** A number too long for an id is nobody's. */
    private static long id(String digits) {
        return digits.length() > 18 ? -1 : Long.parseLong(digits);
    }

    private static JsonNode json(byte[] body) {
        try {
            return body == null ? MissingNode.getInstance() : Json.read(body);
        } catch (IllegalArgumentException e) {
            throw KommoProblem.badRequest("Invalid request body");
        }
    }
}
