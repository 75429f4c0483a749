package org.wonbooks.console.settings;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.util.MultiValueMap;

/**
 * The form as it was typed. Only what differs from what the person saw is a change, so that two who change different
 * settings at once do not undo each other's.
 *
 * @param seen the values that the form was made with
 */
record SettingsForm(Map<Setting, List<String>> seen, Map<Setting, List<String>> values) {

    /** A form that nobody has typed into; it may show other settings than those that are in force. */
    static SettingsForm of(JsonNode inForce, JsonNode shown) {
        return new SettingsForm(shown(inForce), shown(shown));
    }

    private static Map<Setting, List<String>> shown(JsonNode settings) {
        Map<Setting, List<String>> shown = new EnumMap<>(Setting.class);
        for (Setting setting : Setting.values()) {
            shown.put(setting, TypedSetting.normal(setting, ShownSetting.of(setting, settings)));
        }
        return shown;
    }

    /** What came from the browser. A setting without any input is as it was seen. */
    static SettingsForm typed(JsonNode seen, MultiValueMap<String, String> inputs) {
        Map<Setting, List<String>> before = shown(seen);
        Map<Setting, List<String>> values = new EnumMap<>(before);
        for (Setting setting : Setting.values()) {
            if (inputs.containsKey(setting.path())) {
                values.put(setting, TypedSetting.normal(setting, inputs.get(setting.path())));
            }
        }
        return new SettingsForm(before, values);
    }

    /** Was it typed otherwise than it was seen? */
    boolean isChanged(Setting setting) {
        return !values.get(setting).equals(seen.get(setting));
    }

    /** Those that were. */
    Set<Setting> changed() {
        return values.keySet().stream()
                .filter(this::isChanged)
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(Setting.class)));
    }

    /** What is wrong, by setting; what nobody has touched is not. */
    Map<Setting, WrongValue> wrong() {
        Map<Setting, WrongValue> wrong = new EnumMap<>(Setting.class);
        for (Setting setting : Setting.values()) {
            if (isChanged(setting)) {
                try {
                    TypedSetting.read(setting, values.get(setting));
                    requireOwnCode(setting);
                } catch (WrongValue fault) {
                    wrong.put(setting, fault);
                }
            }
        }
        for (Setting where : List.of(Setting.PAID_PIPELINE, Setting.PAID_STAGE)) {
            if (text(Setting.PAID_MODE).equals("stage") && text(where).isEmpty()) {
                wrong.put(where, new WrongValue("settings.error.where"));
            }
        }
        return wrong;
    }

    private String text(Setting setting) {
        return values.get(setting).get(0);
    }

    /** Two values in one field of Kommo's: the later one would overwrite the other. */
    private void requireOwnCode(Setting setting) {
        if (setting.kind() != Setting.Kind.CODE) {
            return;
        }
        values.forEach((other, value) -> {
            if (other != setting
                    && other.kind() == Setting.Kind.CODE
                    && value.get(0).equalsIgnoreCase(text(setting))
                    && !text(setting).isEmpty()) {
                throw new WrongValue("settings.error.code.taken");
            }
        });
    }

    /** As the API takes them; throws where something is {@link #wrong}. */
    ObjectNode changes() {
        ObjectNode changes = JsonNodeFactory.instance.objectNode();
        for (Setting setting : Setting.values()) {
            if (isChanged(setting)) {
                JsonNode value = TypedSetting.read(setting, values.get(setting));
                changes.withObjectProperty(setting.group()).set(setting.key(), difference(setting, value));
            }
        }
        return changes;
    }

    /** Of a map what differs: it is merged, so what is to be in it no more has to be named. */
    private JsonNode difference(Setting setting, JsonNode value) {
        if (setting.kind() != Setting.Kind.MAP || !value.isObject()) {
            return value;
        }
        ObjectNode map = value.deepCopy();
        List<String> before = seen.get(setting);
        for (int at = 0; at < before.size(); at += 2) {
            String name = before.get(at);
            if (map.path(name).asText().equals(before.get(at + 1))) {
                map.remove(name);
            } else if (!map.has(name)) {
                map.putNull(name);
            }
        }
        return map;
    }
}
