package org.wonbooks.console.settings;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A setting on the page.
 *
 * @param error why what was typed can't be, in words; null: it can
 */
record SettingField(Setting setting, List<String> values, Choices choices, Choices names, String error) {

    /** So many pairs can be added before it is saved. */
    private static final int ROOM = 3;

    /** A row of a map. */
    public record Pair(String name, String value) {}

    public String id() {
        return setting.path();
    }

    /** Which of the template's forms shows it. */
    public String form() {
        return setting.kind().name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    public String first() {
        return values.isEmpty() ? "" : values.get(0);
    }

    public String second() {
        return values.size() < 2 ? "" : values.get(1);
    }

    /** Whose words stand at the field. */
    public String describedBy() {
        return id() + "-says" + (error == null ? "" : " " + id() + "-error");
    }

    public List<Choices.Choice> list() {
        return choices.with(first());
    }

    /** What is set and stands in no list, though there is one. */
    public List<String> unlisted() {
        return choices.typed()
                ? List.of()
                : values.stream().filter(choices::lacks).toList();
    }

    /** The names and values, with room for more. */
    public List<Pair> pairs() {
        List<Pair> pairs = new ArrayList<>();
        for (int at = 0; at < values.size(); at += 2) {
            pairs.add(new Pair(values.get(at), values.get(at + 1)));
        }
        for (int room = 0; room < ROOM; room++) {
            pairs.add(new Pair("", ""));
        }
        return pairs;
    }
}
