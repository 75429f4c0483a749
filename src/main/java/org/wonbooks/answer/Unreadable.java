package org.wonbooks.answer;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * An element of a list that can't be read.
 *
 * @param list what the list is called: {@code Invoice}, {@code leads}
 * @param id of the thing, or of what it is about; null: it has none
 * @param why which field, and what stands there
 */
public record Unreadable(String list, String id, String why) {

    private static final int LONGEST = 60;

    /** What an event or a note is about matters more than its own number. */
    private static final List<String> IDS = List.of("entity_id", "Id", "id");

    static Unreadable nothing(String list) {
        return new Unreadable(list, null, "it is null");
    }

    static Unreadable lacking(String list, JsonNode element, String field) {
        return new Unreadable(list, id(element), field + " is missing");
    }

    static Unreadable of(String list, JsonNode element, JsonProcessingException failure) {
        return new Unreadable(list, id(element), why(failure));
    }

    /** In words: which field, and what stands there. */
    public static String why(JsonProcessingException failure) {
        if (!(failure instanceof JsonMappingException unreadable)) {
            return "it is no JSON";
        }
        String field = unreadable.getPath().stream()
                .map(step -> step.getFieldName() == null ? String.valueOf(step.getIndex()) : step.getFieldName())
                .collect(Collectors.joining("."));
        String what = unreadable instanceof InvalidFormatException form
                ? "is \"" + cut(String.valueOf(form.getValue())) + "\""
                : unreadable.getCause() instanceof IllegalArgumentException
                        ? cut(unreadable.getCause().getMessage())
                        : "is something else than expected";
        return field.isEmpty() ? "it " + what : field + " " + what;
    }

    private static String id(JsonNode element) {
        return IDS.stream()
                .map(element::get)
                .filter(Objects::nonNull)
                .filter(JsonNode::isValueNode)
                .map(JsonNode::asText)
                .filter(text -> text.matches("[A-Za-z0-9-]{1,30}") && !text.equals("null"))
                .findFirst()
                .orElse(null);
    }

    private static String cut(String text) {
        String clean = String.valueOf(text).replaceAll("\\p{Cntrl}", " ");
        return clean.length() <= LONGEST ? clean : clean.substring(0, LONGEST) + " …";
    }

    /** What one of the list is called: {@code Invoice}, {@code lead}. */
    public String kind() {
        boolean several = list.equals(list.toLowerCase(Locale.ROOT)) && list.endsWith("s");
        return (several ? list.substring(0, list.length() - 1) : list).replace('_', ' ');
    }

    /** Which one, and why it can't be read. */
    public String words() {
        return Stream.of(kind(), id).filter(Objects::nonNull).collect(Collectors.joining(" ")) + " can't be read: "
                + why;
    }
}
