package org.wonbooks.sandbox.quickbooks;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.springframework.context.annotation.Profile;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.bind.annotation.RestController;
import org.wonbooks.sandbox.Calls;
import org.wonbooks.sandbox.Json;
import org.wonbooks.sandbox.SandboxClock;
import org.wonbooks.sandbox.quickbooks.Events.Event;

/** The accounting API of a company: who may, what was asked before, what is asked, and who is told. */
@RestController
@Profile("sandbox")
class CompanyController {

    private static final String BASE = "/sandbox/quickbooks/v3/company/{realmId}/{entity}";
    private static final Map<String, String> READABLE = Stream.of(
                    "Customer Vendor Employee Item Term Invoice Payment Preferences CompanyInfo".split(" "))
            .collect(Collectors.toMap(entity -> entity.toLowerCase(Locale.ROOT), entity -> entity));

    private final Books books;
    private final Grants grants;
    private final Events events;
    private final Clock clock;

    CompanyController(Books books, Grants grants, Events events, SandboxClock clock) {
        this.books = books;
        this.grants = grants;
        this.events = events;
        this.clock = clock;
    }

    /** Reads: each that succeeds costs. */
    @RequestMapping(
            path = {BASE, BASE + "/{id}"},
            method = RequestMethod.GET)
    ResponseEntity<byte[]> read(
            @PathVariable String realmId,
            @PathVariable String entity,
            @PathVariable(required = false) String id,
            HttpServletRequest request) {
        Company company = authorized(realmId, request);
        ObjectNode answer;
        if (entity.equals("query") && id == null) {
            answer = query(company, String.valueOf(request.getParameter("query")));
        } else {
            answer = object(company, entity, id, request);
        }
        return metered(company, answer, request);
    }

    private ObjectNode object(Company company, String path, String id, HttpServletRequest request) {
        String entity = Optional.ofNullable(READABLE.get(path)).orElseThrow(() -> unsupported(path));
        boolean only = entity.equals("Preferences") || entity.equals("CompanyInfo");
        ObjectNode object = company.get(entity, only ? "1" : String.valueOf(id));
        if (entity.equals("Invoice") && "invoiceLink".equals(request.getParameter("include"))) {
            Invoices.withLink(company, object);
        }
        return envelope(entity, object);
    }

    /** Queries too long for a URL come as a body of text. */
    @RequestMapping(path = "/sandbox/quickbooks/v3/company/{realmId}/query", method = RequestMethod.POST)
    ResponseEntity<byte[]> postedQuery(
            @PathVariable String realmId, @RequestBody(required = false) byte[] statement, HttpServletRequest request) {
        Company company = authorized(realmId, request);
        if (request.getParameter("query") != null
                || statement == null
                || !String.valueOf(request.getContentType()).startsWith("application/text")) {
            throw new QuickBooksFault("4000", "QueryParserError: a posted query is a body of application/text", null);
        }
        return metered(company, query(company, new String(statement, StandardCharsets.UTF_8)), request);
    }

    /** Writes: a {@code requestid} that has been seen is answered as it was then. */
    @RequestMapping(
            path = {BASE, BASE + "/{id}/{operation}"},
            method = RequestMethod.POST)
    ResponseEntity<byte[]> write(
            @PathVariable String realmId,
            @PathVariable String entity,
            @PathVariable(required = false) String id,
            @PathVariable(required = false) String operation,
            @RequestBody(required = false) byte[] body,
            HttpServletRequest request)
            throws IOException {
        Company company = authorized(realmId, request);
        Optional<String> requestId = Optional.ofNullable(request.getParameter("requestid"));
        if (requestId.filter(given -> given.length() > 50).isPresent()) {
            throw new QuickBooksFault("2130", "Request Id is longer than 50 characters", "requestid");
        }
        Optional<ObjectNode> before = requestId.flatMap(company::answered);
        if (before.isPresent()) {
            return answer(before.get(), request);
        }
        ObjectNode answer = operation == null
                ? change(company, entity, body(body, request), request)
                : send(company, entity, id, operation, body, request);
        requestId.ifPresent(given -> company.remember(given, answer));
        return answer(answer, request);
    }

    private ObjectNode change(Company company, String entity, JsonNode body, HttpServletRequest request) {
        if (request.getParameter("operation") != null) {
            throw unsupported(request.getParameter("operation"));
        }
        List<Event> told = new ArrayList<>();
        ObjectNode changed;
        switch (entity) {
            case "customer" -> {
                boolean update = body.hasNonNull("Id");
                changed = update ? Customers.update(company, body) : Customers.create(company, body);
                told.add(new Event("Customer", changed.path("Id").asText(), update ? "updated" : "created"));
            }
            case "invoice" -> {
                boolean allowDuplicate = "allowduplicatedocnum".equals(request.getParameter("include"));
                changed = Invoices.create(company, body, allowDuplicate);
                told.add(new Event("Invoice", changed.path("Id").asText(), "created"));
            }
            case "payment" -> {
                changed = Payments.create(company, body);
                told.addAll(Payments.events(changed));
            }
            default -> throw unsupported(entity);
        }
        events.send(company, told);
        return envelope(told.get(0).entity(), changed);
    }

    private ObjectNode send(
            Company company, String entity, String id, String operation, byte[] body, HttpServletRequest request) {
        if (!entity.equals("invoice") || !operation.equals("send")) {
            throw unsupported(operation);
        }
        if (body != null && body.length > 0
                || !String.valueOf(request.getContentType()).startsWith("application/octet-stream")) {
            throw new QuickBooksFault("2010", "send takes application/octet-stream and no body", null);
        }
        ObjectNode sent = Invoices.send(company, id, request.getParameter("sendTo"), clock);
        events.send(company, List.of(new Event("Invoice", id, "emailed"), new Event("Invoice", id, "updated")));
        return envelope("Invoice", sent);
    }

    @ExceptionHandler(QuickBooksFault.class)
    ResponseEntity<byte[]> fault(QuickBooksFault fault) {
        return fault.answer(clock);
    }

    private Company authorized(String realmId, HttpServletRequest request) {
        String authorization = String.valueOf(request.getHeader("Authorization"));
        if (!authorization.startsWith("Bearer ")) {
            throw QuickBooksFault.unauthenticated("Malformed bearer token: too short or too long");
        }
        if (!grants.realm(authorization.substring(7)).equals(realmId)) {
            throw QuickBooksFault.forbidden();
        }
        return books.company(realmId).orElseThrow(QuickBooksFault::forbidden);
    }

    private ObjectNode query(Company company, String statement) {
        ObjectNode answer = Json.object();
        answer.set("QueryResponse", QueryRunner.run(Query.parse(statement), company));
        return answer.put("time", Company.time(clock.instant(), true));
    }

    private ObjectNode envelope(String entity, ObjectNode object) {
        ObjectNode answer = Json.object();
        answer.set(entity, object);
        return answer.put("time", Company.time(clock.instant(), true));
    }

    private ResponseEntity<byte[]> metered(Company company, ObjectNode answer, HttpServletRequest request) {
        company.count("reads");
        Calls.meter(request);
        return answer(answer, request);
    }

    /** Every answer has something that no client knows; callers that do not ask for JSON get XML. */
    private static ResponseEntity<byte[]> answer(ObjectNode answer, HttpServletRequest request) {
        if (!String.valueOf(request.getHeader("Accept")).contains("json")) {
            String xml = "<?xml version=\"1.0\"?><IntuitResponse xmlns=\"http://schema.intuit.com/finance/v3\"/>";
            return Json.answer(200, MediaType.APPLICATION_XML, xml);
        }
        ObjectNode novel = answer.deepCopy();
        Stream.concat(novel.properties().stream(), novel.path("QueryResponse").properties().stream())
                .filter(part -> !part.getKey().equals("QueryResponse"))
                .flatMap(part -> part.getValue().isArray()
                        ? StreamSupport.stream(part.getValue().spliterator(), false)
                        : Stream.of(part.getValue()))
                .filter(JsonNode::isObject)
                .forEach(object ->
                        ((ObjectNode) object).putObject("SomethingNew").put("value", "ignore me"));
        return Json.answer(200, novel.put("somethingNew", 1));
    }

    private static JsonNode body(byte[] body, HttpServletRequest request) throws IOException {
        if (body == null || !String.valueOf(request.getContentType()).startsWith("application/json")) {
            throw new QuickBooksFault("2010", "The request is no JSON", null);
        }
        try {
            return Json.read(body);
        } catch (JacksonException e) {
            throw new QuickBooksFault("2010", e.getOriginalMessage(), null);
        }
    }

    private static QuickBooksFault unsupported(String what) {
        return new QuickBooksFault("500", "Operation " + what + " is not supported.", null);
    }
}
