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
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.wonbooks.sandbox.quickbooks.company.Company;
import org.wonbooks.sandbox.quickbooks.company.QuickBooksFault;
import org.wonbooks.sandbox.quickbooks.company.Rules;
import org.wonbooks.sandbox.quickbooks.company.SpoiltObject;
import org.wonbooks.sandbox.store.Json;
import org.wonbooks.sandbox.store.Modes;
import org.wonbooks.sandbox.store.Store;

/**
 * A statement of QuickBooks' query language: {@code SELECT *|COUNT(*) FROM Entity [WHERE p op v [AND …]] [ORDERBY p
 * [ASC|DESC], …] [STARTPOSITION n] [MAXRESULTS n]}.
 */
record Query(boolean count, String entity, List<Condition> conditions, List<Order> orders, int start, int max) {

    private static final int LARGEST_PAGE = 1000;
    private static final Set<String> EVERYWHERE = Set.of("Id", "MetaData.CreateTime", "MetaData.LastUpdatedTime");

    // Below, a blank stands for white space, and a blank with a question mark for any or none.

    /** A literal, in which {@code \'} and {@code \\} are the only escapes; or a word or number. */
    private static final String VALUE = "(?:'([^'\\\\]*+(?:\\\\['\\\\][^'\\\\]*+)*+)'|([\\w.-]+))";

    private static final String CONDITION =
            "([\\w.]+) ?(IN\\b(?= ?\\()|(?:<=|>=|[=<>]|LIKE\\b)(?! ?\\()) ?(%1$s|\\( ?%1$s(?: ?, ?%1$s)* ?\\))"
                    .formatted(VALUE);
    private static final String ORDER = "([\\w.]+)(?: (ASC|DESC))?";
    private static final Pattern STATEMENT =
            pattern("SELECT ?(?:\\*|(?<count>COUNT ?\\( ?\\* ?\\))) ?FROM (?<entity>\\w+)"
                    + "(?: WHERE (?<where>%1$s(?: AND %1$s)*))?".formatted(CONDITION)
                    + "(?: ORDER ?BY (?<order>%1$s(?: ?, ?%1$s)*))?".formatted(ORDER)
                    + "(?: STARTPOSITION (?<start>[\\w-]+))?(?: MAXRESULTS (?<max>[\\w-]+))?");

    /** @param operator {@code = < > <= >= IN LIKE} */
    record Condition(String property, String operator, List<String> values) {

        static Condition of(MatchResult match) {
            List<String> values = results(VALUE, match.group(3))
                    .map(value -> Objects.requireNonNullElse(value.group(1), value.group(2)))
                    .map(value -> value.replaceAll("\\\\(.)", "$1"))
                    .toList();
            return new Condition(match.group(1), match.group(2).toUpperCase(Locale.ROOT), values);
        }

        private boolean isLikeOnEmail() {
            return property.equals("PrimaryEmailAddr") && operator.equals("LIKE");
        }

        boolean holds(ObjectNode object) {
            String value = value(object, property);
            if (value.isEmpty() || operator.equals("LIKE")) {
                return !value.isEmpty() && like(values.get(0)).matcher(value).matches();
            }
            return values.stream()
                    .map(wanted -> compare(property, value, wanted))
                    .anyMatch(order -> switch (operator) {
                        case "<" -> order < 0;
                        case ">" -> order > 0;
                        case "<=" -> order <= 0;
                        case ">=" -> order >= 0;
                        default -> order == 0;
                    });
        }
    }

    record Order(String property, boolean descending) {

        Comparator<ObjectNode> comparator() {
            Comparator<ObjectNode> byProperty = (a, b) -> compare(property, value(a, property), value(b, property));
            return descending ? byProperty.reversed() : byProperty;
        }
    }

    /** Reads a statement of any characters, or of Latin-1 only, as the mode is. At the store. */
    static Query parse(Store store, String statement) {
        return parse(statement, Modes.of(store, "quickbooks", "beyondLatin1").equals("taken"));
    }

    /** Reads a statement of Latin-1; what is not of the language is refused with 4000 or 4001. */
    static Query parse(String statement) {
        return parse(statement, false);
    }

    private static Query parse(String statement, boolean anyCharacter) {
        String text = statement.strip();
        text.chars()
                .filter(seen -> !anyCharacter)
                .filter(seen -> seen > 0xFF)
                .findFirst()
                .ifPresent(seen -> {
                    String detail =
                            "Invalid content. Lexical error at line 1, column %d.  Encountered: \"\\u%04x\" (%d)";
                    throw unreadable(detail.formatted(text.indexOf(seen) + 1, seen, seen));
                });
        Matcher match = STATEMENT.matcher(text);
        if (!match.matches()) {
            throw unreadable("Encountered \" \"" + text + "\" at line 1.");
        }
        return new Query(
                match.group("count") != null,
                match.group("entity"),
                results(CONDITION, match.group("where")).map(Condition::of).toList(),
                results(ORDER, match.group("order"))
                        .map(order -> new Order(order.group(1), "DESC".equalsIgnoreCase(order.group(2))))
                        .toList(),
                number(match.group("start"), 1, Integer.MAX_VALUE),
                number(match.group("max"), 100, LARGEST_PAGE));
    }

    /** The {@code QueryResponse}; an empty object when nothing is found. */
    ObjectNode run(Company company) {
        if (Rules.of(entity, "filterable").isMissingNode()) {
            throw invalid("invalid context declaration: " + entity);
        }
        conditions.forEach(condition -> check(condition.property));
        if (Modes.otherwise(company.store(), "quickbooks", "likeOnEmail")
                && conditions.stream().anyMatch(Condition::isLikeOnEmail)) {
            throw unreadable("LIKE is not supported for PrimaryEmailAddr");
        }
        orders.forEach(order -> check(order.property));
        if (orders.stream().anyMatch(order -> order.property.equals("Id"))) {
            throw invalid("property Id is not sortable");
        }
        boolean asksForActive = conditions.stream().anyMatch(condition -> condition.property.equals("Active"));
        Order unasked = new Order(
                "MetaData.LastUpdatedTime",
                Modes.of(company.store(), "quickbooks", "queryOrder").equals("newest"));
        List<ObjectNode> found = company.found(entity).stream()
                .filter(object -> conditions.stream().allMatch(condition -> condition.holds(object)))
                .filter(object -> asksForActive || object.path("Active").asBoolean(true))
                .sorted((orders.isEmpty() ? List.of(unasked) : orders)
                        .stream()
                                .map(Order::comparator)
                                .reduce(Comparator::thenComparing)
                                .get())
                .toList();
        List<ObjectNode> page = found.stream().skip(start - 1L).limit(max).toList();
        ObjectNode answer = Json.object();
        if (count) {
            answer.put("totalCount", found.size());
        } else if (!page.isEmpty()) {
            answer.putArray(entity).addAll(SpoiltObject.inList(company, entity, page));
            answer.put("startPosition", start).put("maxResults", page.size());
        }
        return answer;
    }

    /** What cannot be filtered by is refused, as a PrivateNote. */
    private void check(String property) {
        if (!EVERYWHERE.contains(property) && !Rules.names(entity, "filterable").contains(property)) {
            throw invalid("Property " + property + " not found for Entity " + entity);
        }
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
        return value.isObject()
                ? value.path(value.has("Address") ? "Address" : "value").asText()
                : value.asText();
    }

    private static int number(String digits, int otherwise, int largest) {
        if (digits == null) {
            return otherwise;
        }
        int number = digits.matches("\\d{1,9}") ? Integer.parseInt(digits) : 0;
        if (number < 1 || number > largest) {
            String size = number < 1 ? "too small. Min allowed value is 1" : "too large. Max is " + largest;
            throw invalid("value " + digits + " is " + size);
        }
        return number;
    }

    private static Pattern pattern(String grammar) {
        return Pattern.compile(grammar.replace(" ?", "\\s*").replace(" ", "\\s+"), Pattern.CASE_INSENSITIVE);
    }

    private static Stream<MatchResult> results(String grammar, String text) {
        return pattern(grammar).matcher(Objects.toString(text, "")).results();
    }

    private static QuickBooksFault unreadable(String detail) {
        return new QuickBooksFault("4000", "QueryParserError: " + detail, null);
    }

    private static QuickBooksFault invalid(String detail) {
        return new QuickBooksFault("4001", "QueryValidationError: " + detail, null);
    }
}
