package org.wonbooks.sandbox.quickbooks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.wonbooks.sandbox.Json;

/** Finds what a {@link Query} asks for in a company's books. */
final class QueryRunner {

    private static final Set<String> EVERYWHERE = Set.of("Id", "MetaData.CreateTime", "MetaData.LastUpdatedTime");
    private static final Comparator<ObjectNode> NEWEST_FIRST = Comparator.comparing(
                    (ObjectNode object) -> value(object, "MetaData.LastUpdatedTime"))
            .reversed();

    private QueryRunner() {}

    /** The {@code QueryResponse}; an empty object when nothing is found. */
    static ObjectNode run(Query query, Company company) {
        if (Rules.of(query.entity(), "filterable").isMissingNode()) {
            throw invalid("invalid context declaration: " + query.entity());
        }
        query.conditions().forEach(condition -> check(query.entity(), condition.property()));
        query.orders().forEach(order -> check(query.entity(), order.property()));
        if (query.orders().stream().anyMatch(order -> order.property().equals("Id"))) {
            throw invalid("property Id is not sortable");
        }
        List<ObjectNode> found = company.all(query.entity()).stream()
                .filter(object -> query.conditions().stream().allMatch(condition -> holds(condition, object)))
                .filter(object -> asksForActive(query) || object.path("Active").asBoolean(true))
                .sorted(order(query))
                .toList();
        if (query.count()) {
            return Json.object().put("totalCount", found.size());
        }
        ObjectNode answer = Json.object();
        List<ObjectNode> page =
                found.stream().skip(query.start() - 1L).limit(query.max()).toList();
        if (!page.isEmpty()) {
            answer.putArray(query.entity()).addAll(page);
            answer.put("startPosition", query.start()).put("maxResults", page.size());
        }
        return answer;
    }

    private static boolean asksForActive(Query query) {
        return query.conditions().stream()
                .anyMatch(condition -> condition.property().equals("Active"));
    }

    private static Comparator<ObjectNode> order(Query query) {
        return query.orders().stream()
                .map(order -> {
                    Comparator<ObjectNode> byProperty =
                            (a, b) -> compare(order.property(), value(a, order.property()), value(b, order.property()));
                    return order.descending() ? byProperty.reversed() : byProperty;
                })
                .reduce(Comparator::thenComparing)
                .orElse(NEWEST_FIRST);
    }

    private static boolean holds(Query.Condition condition, ObjectNode object) {
        String value = value(object, condition.property());
        if (value.isEmpty()) {
            return false;
        }
        if (condition.operator().equals("LIKE")) {
            return like(condition.values().get(0)).matcher(value).matches();
        }
        return condition.values().stream()
                .map(wanted -> compare(condition.property(), value, wanted))
                .anyMatch(order -> switch (condition.operator()) {
                    case "<" -> order < 0;
                    case ">" -> order > 0;
                    case "<=" -> order <= 0;
                    case ">=" -> order >= 0;
                    default -> order == 0;
                });
    }

    private static int compare(String property, String a, String b) {
        try {
            if (property.startsWith("MetaData.")) {
                return time(a).compareTo(time(b));
            }
            if (property.equals("TotalAmt") || property.equals("Balance")) {
                return new BigDecimal(a).compareTo(new BigDecimal(b));
            }
        } catch (DateTimeParseException | NumberFormatException e) {
            throw invalid("value " + b + " is not valid for property " + property);
        }
        return a.compareToIgnoreCase(b);
    }

    private static Instant time(String text) {
        return text.length() == 10
                ? LocalDate.parse(text).atStartOfDay().toInstant(ZoneOffset.UTC)
                : OffsetDateTime.parse(text).toInstant();
    }

    private static Pattern like(String wildcards) {
        String pattern = Stream.of(wildcards.split("%", -1)).map(Pattern::quote).collect(Collectors.joining(".*"));
        return Pattern.compile(pattern, Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE | Pattern.DOTALL);
    }

    /** The text of a property; of a reference its id, of an e-mail its address. */
    private static String value(ObjectNode object, String property) {
        JsonNode value = object.at("/" + property.replace('.', '/'));
        if (value.isObject()) {
            value = value.has("Address") ? value.path("Address") : value.path("value");
        }
        return value.asText();
    }

    /** What is not filterable is refused; a PrivateNote is not. */
    private static void check(String entity, String property) {
        if (!EVERYWHERE.contains(property) && !Rules.names(entity, "filterable").contains(property)) {
            throw invalid("Property " + property + " not found for Entity " + entity);
        }
    }

    private static QuickBooksFault invalid(String detail) {
        return new QuickBooksFault("4001", "QueryValidationError: " + detail, null);
    }
}
