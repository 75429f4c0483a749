package org.wonbooks.sandbox.quickbooks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.context.annotation.Profile;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.wonbooks.sandbox.Calls;
import org.wonbooks.sandbox.quickbooks.company.Companies;
import org.wonbooks.sandbox.quickbooks.company.Company;
import org.wonbooks.sandbox.quickbooks.company.Events;
import org.wonbooks.sandbox.quickbooks.company.Outcome;
import org.wonbooks.sandbox.quickbooks.company.QuickBooksFault;
import org.wonbooks.sandbox.quickbooks.company.Rules;
import org.wonbooks.sandbox.quickbooks.company.SpoiltObject;
import org.wonbooks.sandbox.quickbooks.setup.Rates;
import org.wonbooks.sandbox.quickbooks.transaction.Invoices;
import org.wonbooks.sandbox.store.Json;
import org.wonbooks.sandbox.store.Modes;
import org.wonbooks.sandbox.store.SandboxClock;

/** The accounting API of a company: who may, what was asked before, what is asked, and who is told. */
@RestController
@Profile("sandbox")
@RequestMapping("/sandbox/quickbooks/v3/company/{realmId}")
record QuickBooksApi(Companies companies, QuickBooksTokens tokens, Events events, SandboxClock clock) {

    @GetMapping({"/{path}", "/{path}/{id}"})
    ResponseEntity<byte[]> read(
            @PathVariable String realmId,
            @PathVariable String path,
            @PathVariable(required = false) String id,
            HttpServletRequest request) {
        Company company = authorized(realmId, request);
        String entity = Rules.entity(path).orElse(null);
        if (path.equals("query") && id == null) {
            return query(company, String.valueOf(request.getParameter("query")), request);
        } else if (path.equals("cdc") && id == null) {
            return metered(company, "CDCResponse", Changes.read(company, request), request);
        } else if (path.equals("exchangerate") && id == null) {
            return metered(company, "ExchangeRate", Rates.read(company, request), request);
        } else if (entity == null) {
            throw QuickBooksFault.unsupported(path);
        }
        ObjectNode object = (ObjectNode) SpoiltObject.alone(
                company,
                entity,
                company.get(entity, entity.matches("Preferences|CompanyInfo") ? "1" : String.valueOf(id)));
        if (entity.equals("Invoice") && "invoiceLink".equals(request.getParameter("include"))) {
            Invoices.withLink(company, object);
        }
        return metered(company, entity, object, request);
    }

    /** Queries too long for a URL come as a body of text. */
    @PostMapping("/query")
    ResponseEntity<byte[]> postedQuery(
            @PathVariable String realmId, @RequestBody(required = false) byte[] statement, HttpServletRequest request) {
        Company company = authorized(realmId, request);
        if (request.getParameter("query") != null || statement == null || !isOf("application/text", request)) {
            throw new QuickBooksFault("4000", "QueryParserError: a posted query is a body of application/text", null);
        }
        return query(company, new String(statement, StandardCharsets.UTF_8), request);
    }

    /** Writes: a {@code requestid} that has been seen is answered as it was then. */
    @PostMapping({"/{path}", "/{path}/{id}/{operation}"})
    ResponseEntity<byte[]> write(
            @PathVariable String realmId,
            @PathVariable String path,
            @PathVariable(required = false) String id,
            @PathVariable(required = false) String operation,
            @RequestBody(required = false) byte[] body,
            HttpServletRequest request) {
        Company company = authorized(realmId, request);
        String requestId = Objects.toString(request.getParameter("requestid"), "");
        if (requestId.length() > 50) {
            throw new QuickBooksFault("2130", "Request Id is longer than 50 characters", "requestid");
        }
        Optional<ResponseEntity<byte[]>> failure = company.failure(requestId);
        if (failure.isPresent()) {
            return failure.get();
        }
        Optional<ObjectNode> before = company.answered(requestId);
        if (before.isPresent()) {
            return answer(200, company, before.get(), request);
        }
        Outcome outcome = operation == null
                ? Writes.carryOut(
                        company,
                        path,
                        json(body, request),
                        request.getParameter("operation"),
                        request.getParameter("include"))
                : send(company, path + "/" + operation, id, body, request);
        events.tell(company, outcome.events());
        ObjectNode answer = envelope(outcome.entity(), outcome.object());
        if (!requestId.isEmpty()) {
            company.remember(requestId, answer);
        }
        boolean made = outcome.events().get(0).operation().equals("created");
        return answer(
                made ? Integer.parseInt(Modes.of(company.store(), "quickbooks", "created")) : 200,
                company,
                answer,
                request);
    }

    private static Outcome send(Company company, String operation, String id, byte[] body, HttpServletRequest request) {
        if (!operation.equals("invoice/send")) {
            throw QuickBooksFault.unsupported(operation);
        }
        if (body != null && body.length > 0 || !isOf("application/octet-stream", request)) {
            throw new QuickBooksFault("2010", "send takes application/octet-stream and no body", null);
        }
        return Invoices.send(company, id, request.getParameter("sendTo"));
    }

    private Company authorized(String realmId, HttpServletRequest request) {
        String authorization = String.valueOf(request.getHeader("Authorization"));
        if (!authorization.startsWith("Bearer ")) {
            throw QuickBooksFault.unauthenticated("Malformed bearer token: too short or too long");
        }
        if (!tokens.realm(authorization.substring(7)).equals(realmId)) {
            throw QuickBooksFault.forbidden();
        }
        return companies.of(realmId).orElseThrow(QuickBooksFault::forbidden);
    }

    private ResponseEntity<byte[]> query(Company company, String statement, HttpServletRequest request) {
        return metered(
                company,
                "QueryResponse",
                Query.parse(company.store(), statement).run(company),
                request);
    }

    private ResponseEntity<byte[]> metered(Company company, String name, JsonNode read, HttpServletRequest request) {
        company.count("reads");
        Calls.meter(request);
        return answer(200, company, envelope(name, read), request);
    }

    private ObjectNode envelope(String name, JsonNode object) {
        ObjectNode answer = Json.object();
        answer.set(name, object);
        return answer.put("time", Company.time(clock.instant(), true));
    }

    /** Every answer has something that no client knows; callers that do not ask for JSON get XML. */
    private static ResponseEntity<byte[]> answer(
            int status, Company company, ObjectNode answer, HttpServletRequest request) {
        if (!String.valueOf(request.getHeader("Accept")).contains("json")) {
            String xml = "<?xml version=\"1.0\"?><IntuitResponse xmlns=\"http://schema.intuit.com/finance/v3\"/>";
            return Json.answer(200, MediaType.APPLICATION_XML, xml);
        }
        ObjectNode novel = new QuickBooksAnswers(company.store()).read(answer);
        Stream<JsonNode> objects = novel.has("QueryResponse")
                ? Json.stream(novel.path("QueryResponse")).flatMap(Json::stream)
                : Json.stream(novel);
        objects.filter(JsonNode::isObject)
                .forEach(object ->
                        ((ObjectNode) object).putObject("SomethingNew").put("value", "ignore me"));
        return Json.answer(status, novel.put("somethingNew", 1));
    }

    private static JsonNode json(byte[] body, HttpServletRequest request) {
        if (body == null || !isOf("application/json", request)) {
            throw new QuickBooksFault("2010", "The request is no JSON", null);
        }
        try {
            return Json.read(body);
        } catch (IllegalArgumentException e) {
            throw new QuickBooksFault("2010", e.getMessage(), null);
        }
    }

    private static boolean isOf(String type, HttpServletRequest request) {
        return String.valueOf(request.getContentType()).startsWith(type);
    }
}
