package org.wonbooks.sandbox.quickbooks;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.wonbooks.sandbox.Json;

/** Change data capture: whole objects that were written since a time, at most thirty days ago. */
final class Changes {

    private static final Duration LONGEST = Duration.ofDays(30);

    private Changes() {}

    /** The {@code CDCResponse}: an element for each of the entities, backwards, as no order is promised. */
    static ArrayNode read(Company company, HttpServletRequest request) {
        String entities = required("entities", request);
        Instant since = since(required("changedSince", request));
        if (since.isBefore(company.clock().instant().minus(LONGEST))) {
            throw invalid("changedSince is more than 30 days ago");
        }
        ArrayNode answer = Json.array();
        ArrayNode responses = answer.addObject().putArray("QueryResponse");
        for (String entity : entities.split(",")) {
            if (Rules.of(entity, "filterable").isMissingNode()) {
                throw invalid("Invalid entity " + entity);
            }
            List<ObjectNode> changed = company.found(entity).stream()
                    .filter(object ->
                            !Company.written(object, "LastUpdatedTime").isBefore(since))
                    .toList();
            ObjectNode response = responses.insertObject(0);
            if (!changed.isEmpty()) {
                response.putArray(entity).addAll(changed);
                response.put("startPosition", 1)
                        .put("maxResults", changed.size())
                        .put("totalCount", changed.size());
            }
        }
        return answer;
    }

    private static String required(String parameter, HttpServletRequest request) {
        String value = request.getParameter(parameter);
        if (value == null || value.isEmpty()) {
            throw QuickBooksFault.missing(parameter);
        }
        return value;
    }

    /** Objects carry whole seconds. */
    private static Instant since(String text) {
        try {
            return OffsetDateTime.parse(text).toInstant().truncatedTo(ChronoUnit.SECONDS);
        } catch (DateTimeParseException e) {
            throw invalid("changedSince is no date and time: " + text);
        }
    }

    private static QuickBooksFault invalid(String detail) {
        return new QuickBooksFault("4001", "QueryValidationError: " + detail, null);
    }
}
