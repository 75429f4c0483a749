package org.wonbooks.sandbox.quickbooks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.wonbooks.sandbox.quickbooks.company.Company;
import org.wonbooks.sandbox.quickbooks.company.QuickBooksFault;
import org.wonbooks.sandbox.quickbooks.company.Rules;
import org.wonbooks.sandbox.quickbooks.company.SpoiltObject;
import org.wonbooks.sandbox.store.Json;
import org.wonbooks.sandbox.store.Modes;

/**
 * Change data capture: whole objects that were written since a time, at most thirty days ago, and stubs of what was
 * deleted.
 */
final class Changes {

    private static final Duration LONGEST = Duration.ofDays(30);

    private Changes() {}

    /** The {@code CDCResponse}: an element for each of the entities in any order, cut without a word. */
    static ArrayNode read(Company company, HttpServletRequest request) {
        List<String> entities =
                new ArrayList<>(List.of(required("entities", request).split(",")));
        Instant since = since(required("changedSince", request));
        if (since.isBefore(company.clock().instant().minus(LONGEST))) {
            throw invalid("changedSince is more than 30 days ago");
        }
        Collections.shuffle(entities, random(company));
        int left = Integer.parseInt(Modes.of(company.store(), "quickbooks", "cdcLimit"));
        ArrayNode answer = Json.array();
        ArrayNode responses = answer.addObject().putArray("QueryResponse");
        boolean each = Modes.otherwise(company.store(), "quickbooks", "cdcShare");
        int most = left;
        for (String entity : entities) {
            left = each ? most : left;
            List<JsonNode> changed = SpoiltObject.inList(
                    company, entity, changed(company, entity, since).limit(left).toList());
            left -= changed.size();
            ObjectNode response = responses.addObject();
            if (!changed.isEmpty()) {
                response.putArray(entity).addAll(changed);
                response.put("startPosition", 1)
                        .put("maxResults", changed.size())
                        .put("totalCount", changed.size());
            }
        }
        return answer;
    }

    /** Another one at every read, and the same ones in every run. */
    private static Random random(Company company) {
        long reads = company.profile().path("reads").asLong();
        return new Random(new SplittableRandom(reads).nextLong());
    }

    private static Stream<ObjectNode> changed(Company company, String entity, Instant since) {
        if (Rules.of(entity, "filterable").isMissingNode()) {
            throw invalid("Invalid entity " + entity);
        }
        return Stream.concat(company.found(entity).stream(), company.deleted(entity).stream())
                .filter(object -> !Company.written(object, "LastUpdatedTime").isBefore(since))
                .map(object -> company.misnamed(entity, object) ? Company.stub(object) : object);
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
