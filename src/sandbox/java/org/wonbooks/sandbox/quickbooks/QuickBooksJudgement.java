package org.wonbooks.sandbox.quickbooks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.wonbooks.sandbox.contract.Contract.Violation;
import org.wonbooks.sandbox.contract.Refusal;
import org.wonbooks.sandbox.quickbooks.company.QuickBooksFault;
import org.wonbooks.sandbox.store.Json;

/** How QuickBooks refuses what its table does not list: its code for each kind of fault. */
final class QuickBooksJudgement {

    private QuickBooksJudgement() {}

    static Refusal refusal(String row, List<Violation> violations) {
        // A shape that none of the alternatives has says less than what is wrong in it.
        Violation fault = violations.get(0);
        String element = fault.path();
        if (fault.part().equals("headers")) {
            return row.equals("token") ? TokenRefusal.of(element) : header(element);
        }
        if (row.equals("token")) {
            return TokenRefusal.of(fault.part().equals("body") ? "body" : element);
        }
        return switch (fault.part()) {
            case "query" -> parameter(element, fault);
            case "statement" ->
                new QuickBooksFault("4001", "QueryValidationError: value is not valid: " + element, null);
            default -> body(element, fault);
        };
    }

    private static QuickBooksFault header(String name) {
        return name.equals("authorization")
                ? QuickBooksFault.unauthenticated("Malformed bearer token: too short or too long")
                : new QuickBooksFault("2010", "The request has no usable header " + name, null);
    }

    private static QuickBooksFault parameter(String name, Violation fault) {
        if (fault.keyword().equals("required")) {
            return QuickBooksFault.missing(name);
        }
        return switch (name) {
            case "requestid" -> new QuickBooksFault("2130", "Request Id is not a text of 1 to 50 characters", name);
            case "entities", "changedSince", "query" ->
                new QuickBooksFault("4001", "QueryValidationError: " + name + " is not valid", null);
            default -> new QuickBooksFault("2010", "Parameter " + name + " is not supported", name);
        };
    }

    private static QuickBooksFault body(String element, Violation fault) {
        String given = fault.given().asText();
        return switch (fault.keyword()) {
            case "unknown" ->
                new QuickBooksFault(
                        "2010",
                        "Property Name:Unrecognized field \"%s\", not marked as ignorable".formatted(element),
                        element);
            case "required" -> QuickBooksFault.missing(element.isEmpty() ? "body" : element);
            case "maxLength" -> QuickBooksFault.tooLong(fault.wanted().asInt(), given, element);
            case "enum", "const" -> new QuickBooksFault("2170", "Invalid Enumeration : " + given, element);
            case "multipleOf", "minimum", "maximum", "exclusiveMinimum" ->
                new QuickBooksFault("2080", "Invalid Number. Supplied value:" + given, element);
            case "pattern" -> pattern(element, given);
            case "minLength" -> new QuickBooksFault("2050", "Min:1 supported. Supplied length:0", element);
            default ->
                new QuickBooksFault(
                        "2010",
                        "Property Name:failed to parse json object; property " + element + " is not valid",
                        element);
        };
    }

    private static QuickBooksFault pattern(String element, String given) {
        if (element.contains("Email")) {
            String detail = "Email Address does not conform to the syntax rules of RFC 822. Supplied value: ";
            return new QuickBooksFault("2210", detail + given, "EmailAddress");
        }
        return element.matches(".*\\b(Id|SyncToken|DefinitionId|value)")
                ? new QuickBooksFault("2030", "Id should be a valid number. Supplied value:" + given, element)
                : new QuickBooksFault("2040", "Element contains invalid characters", element);
    }

    /** A statement as the table judges it. */
    static JsonNode statement(Query query) {
        ObjectNode statement = Json.object().put("select", query.count() ? "count(*)" : "*");
        statement.put("from", query.entity());
        ObjectNode where = statement.putObject("where");
        for (Query.Condition condition : query.conditions()) {
            ObjectNode asked =
                    where.withArrayProperty(condition.property()).addObject().put("operator", condition.operator());
            ArrayNode values = asked.putArray("values");
            condition.values().forEach(values::add);
        }
        ArrayNode orders = statement.putArray("orderBy");
        query.orders().forEach(order -> orders.add(order.property()));
        return statement.put("startPosition", query.start()).put("maxResults", query.max());
    }
}
