package org.wonbooks.console.settings;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;

/** A setting as its field shows it. What is stored may be of another kind: then nothing is shown of it. */
final class ShownSetting {

    /** Longer ones are no amounts, and may be too long to be written out. */
    private static final int LONGEST_AMOUNT = 50;

    private ShownSetting() {}

    /** The values of its inputs. */
    static List<String> of(Setting setting, JsonNode settings) {
        JsonNode value = settings.path(setting.group()).path(setting.key());
        return switch (setting.kind()) {
            case TEXT, LONG_TEXT, CODE, CHOICE, YES_NO, COUNT, NUMBER -> List.of(text(value));
            case AMOUNT -> List.of(amount(value));
            case TIME -> time(value);
            case NUMBERS -> numbers(value);
            case MAP -> pairs(value);
        };
    }

    private static String text(JsonNode value) {
        return value.isValueNode() && !value.isNull() ? value.asText() : "";
    }

    private static String amount(JsonNode value) {
        return value.isNumber()
                        && Math.abs(value.decimalValue().scale()) < LONGEST_AMOUNT
                        && value.decimalValue().precision() < LONGEST_AMOUNT
                ? value.decimalValue().toPlainString()
                : text(value);
    }

    private static List<String> time(JsonNode value) {
        Duration time;
        try {
            time = Duration.parse(text(value));
        } catch (DateTimeParseException none) {
            return List.of("", TimeUnit.DAYS.word());
        }
        for (TimeUnit unit : TimeUnit.values()) {
            if (time.toSeconds() % unit.seconds() == 0) {
                return List.of(String.valueOf(time.toSeconds() / unit.seconds()), unit.word());
            }
        }
        return List.of(String.valueOf(time.toMinutes()), TimeUnit.MINUTES.word());
    }

    private static List<String> numbers(JsonNode value) {
        List<String> numbers = new ArrayList<>();
        value.forEach(number -> numbers.add(text(number)));
        return numbers.stream().sorted().toList();
    }

    private static List<String> pairs(JsonNode value) {
        List<String> pairs = new ArrayList<>();
        value.properties().forEach(pair -> {
            pairs.add(pair.getKey());
            pairs.add(text(pair.getValue()));
        });
        return pairs;
    }
}
