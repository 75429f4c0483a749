package org.wonbooks.sandbox.kommo;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The filters of a list, as the query has them. Kommo ignores those that it does not know. */
record Filters(Map<String, String[]> parameters) {

    /** Whether the filter is not there, or has that value: {@code key=a}, {@code key[]=a}, {@code key=a,b}. */
    boolean has(String key, JsonNode value) {
        List<String> values = parameters.entrySet().stream()
                .filter(entry -> entry.getKey().matches(Pattern.quote(key) + "(\\[\\d*])?"))
                .flatMap(entry -> Arrays.stream(entry.getValue()))
                .flatMap(written -> Arrays.stream(written.split(",")))
                .toList();
        return values.isEmpty() || values.contains(value.asText());
    }

    /** Whether those seconds are not before {@code key[from]} and not after {@code key[to]}; null never is within. */
    boolean within(String key, JsonNode seconds) {
        String[] from = parameters.get(key + "[from]");
        String[] to = parameters.get(key + "[to]");
        return (from == null || seconds.isNumber() && seconds.asLong() >= Long.parseLong(from[0]))
                && (to == null || seconds.isNumber() && seconds.asLong() <= Long.parseLong(to[0]));
    }

    /** Whether no stage is asked for, or one of {@code key[n][pipeline_id]} and {@code key[n][status_id]} is that. */
    boolean stage(String key, JsonNode pipelineId, JsonNode statusId) {
        Pattern pattern = Pattern.compile(Pattern.quote(key) + "\\[(\\d+)]\\[(?:pipeline|status)_id]");
        Set<String> indices = parameters.keySet().stream()
                .map(pattern::matcher)
                .filter(Matcher::matches)
                .map(match -> match.group(1))
                .collect(Collectors.toSet());
        return indices.isEmpty()
                || indices.stream()
                        .map(index -> key + "[" + index + "]")
                        .anyMatch(stage ->
                                has(stage + "[pipeline_id]", pipelineId) && has(stage + "[status_id]", statusId));
    }

    /** The property that {@code order[property]} sorts by, of those that can be sorted by; the id without one. */
    String order() {
        return List.of("updated_at", "created_at", "complete_till").stream()
                .filter(property -> parameters.containsKey("order[" + property + "]"))
                .findFirst()
                .orElse("id");
    }
}
