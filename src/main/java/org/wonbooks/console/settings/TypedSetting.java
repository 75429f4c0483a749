package org.wonbooks.console.settings;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.wonbooks.console.ShownText;

/** What is typed into a setting's field, as the API takes it. Nothing typed: back to the default. */
final class TypedSetting {

    private static final int LONGEST_TEXT = 255;
    private static final int LONGEST_MESSAGE = 1000;
    private static final Duration LONGEST_TIME = Duration.ofDays(366);
    private static final JsonNodeFactory JSON = JsonNodeFactory.withExactBigDecimals(true);

    private TypedSetting() {}

    /** The values of a field's inputs without what says nothing, so that they can be compared. */
    static List<String> normal(Setting setting, List<String> values) {
        List<String> typed = values.stream()
                .map(value -> value.replace("\r\n", "\n").strip())
                .toList();
        return switch (setting.kind()) {
            case NUMBERS ->
                typed.stream()
                        .filter(value -> !value.isEmpty())
                        .distinct()
                        .sorted()
                        .toList();
            case MAP -> pairs(typed);
            case TIME -> List.of(part(typed, 0), part(typed, 1));
            default -> List.of(part(typed, 0));
        };
    }

    private static String part(List<String> values, int place) {
        return place < values.size() ? values.get(place) : "";
    }

    private static List<String> pairs(List<String> values) {
        List<List<String>> pairs = new ArrayList<>();
        for (int at = 0; at < values.size(); at += 2) {
            List<String> pair = List.of(values.get(at), part(values, at + 1));
            if (!pair.equals(List.of("", ""))) {
                pairs.add(pair);
            }
        }
        pairs.sort(Comparator.comparing(pair -> pair.get(0)));
        return pairs.stream().flatMap(List::stream).toList();
    }

    /** Of a field's {@link #normal} values; throws {@link WrongValue}. */
    static JsonNode read(Setting setting, List<String> values) {
        if (values.isEmpty() || values.get(0).isEmpty() && setting.kind() != Setting.Kind.MAP) {
            return JSON.nullNode();
        }
        String value = values.get(0);
        return switch (setting.kind()) {
            case TEXT -> JSON.textNode(text(value, LONGEST_TEXT));
            case LONG_TEXT -> JSON.textNode(message(value));
            case CODE -> JSON.textNode(code(value));
            case CHOICE -> JSON.textNode(oneOf(setting.choices(), value));
            case YES_NO -> JSON.booleanNode(Boolean.parseBoolean(oneOf(List.of("true", "false"), value)));
            case AMOUNT -> JSON.numberNode(amount(value));
            case COUNT -> JSON.numberNode(count(value));
            case TIME -> JSON.textNode(time(value, values.get(1)).toString());
            case NUMBER -> JSON.numberNode(number(value));
            case NUMBERS -> numbers(values);
            case MAP -> map(setting, values);
        };
    }

    private static String text(String value, int longest) {
        if (value.length() > longest) {
            throw new WrongValue("settings.error.long", longest);
        }
        if (!ShownText.isPlain(value)) {
            throw new WrongValue("settings.error.unseen");
        }
        return value;
    }

    private static String message(String value) {
        text(value.replace('\n', ' ').replace('\t', ' '), LONGEST_MESSAGE);
        return value;
    }

    private static String code(String value) {
        if (value.chars().anyMatch(Character::isWhitespace)) {
            throw new WrongValue("settings.error.code");
        }
        return text(value, LONGEST_TEXT);
    }

    private static String oneOf(List<String> choices, String value) {
        if (!choices.contains(value)) {
            throw new WrongValue("settings.error.choice");
        }
        return value;
    }

    /** A comma means another thing in each language: none is taken. */
    private static BigDecimal amount(String value) {
        if (!value.matches("\\d{1,15}(\\.\\d{1,6})?")) {
            throw new WrongValue("settings.error.amount");
        }
        return new BigDecimal(value);
    }

    private static int count(String value) {
        if (!value.matches("\\d{1,9}")) {
            throw new WrongValue("settings.error.count");
        }
        return Integer.parseInt(value);
    }

    private static Duration time(String value, String unit) {
        TimeUnit in = Stream.of(TimeUnit.values())
                .filter(each -> each.word().equals(unit))
                .findFirst()
                .orElseThrow(() -> new WrongValue("settings.error.unit"));
        if (!value.matches("\\d{1,7}") || in.times(Long.parseLong(value)).compareTo(LONGEST_TIME) > 0) {
            throw new WrongValue("settings.error.time");
        }
        return in.times(Long.parseLong(value));
    }

    private static long number(String value) {
        if (!value.matches("[1-9]\\d{0,17}")) {
            throw new WrongValue("settings.error.number");
        }
        return Long.parseLong(value);
    }

    private static ArrayNode numbers(List<String> values) {
        ArrayNode numbers = JSON.arrayNode();
        values.forEach(value -> numbers.add(number(value)));
        return numbers;
    }

    private static ObjectNode map(Setting setting, List<String> values) {
        ObjectNode map = JSON.objectNode();
        for (int at = 0; at < values.size(); at += 2) {
            String name = text(values.get(at), LONGEST_TEXT);
            String value = text(values.get(at + 1), LONGEST_TEXT);
            if (name.isEmpty() || value.isEmpty()) {
                throw new WrongValue("settings.error.pair");
            }
            if (setting == Setting.CUSTOM_FIELDS && !name.matches("[1-9]\\d{0,17}")) {
                throw new WrongValue("settings.error.place");
            }
            if (map.has(name)) {
                throw new WrongValue("settings.error.twice", name);
            }
            map.put(name, value);
        }
        return map;
    }
}
