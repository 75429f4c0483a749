package org.wonbooks.console.settings;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.wonbooks.connection.ConnectionSettings;
import org.wonbooks.console.RequestJson;

/** Each setting has a field: those of the API, and those of the docs. */
class SettingTest {

    private static final JsonMapper JSON = new JsonMapper();

    private static List<String> paths() {
        return Stream.of(Setting.values()).map(Setting::path).toList();
    }

    private static Stream<String> names(Class<?> type) {
        JavaType java = JSON.constructType(type);
        return JSON.getSerializationConfig().introspect(java).findProperties().stream()
                .map(property -> property.getName());
    }

    @Test
    void eachOneOfTheApiIsThere() {
        List<String> settings = Stream.of(ConnectionSettings.class.getRecordComponents())
                .flatMap(group -> names(group.getType()).map(name -> group.getName() + "." + name))
                .toList();

        assertThat(paths()).containsExactlyInAnyOrderElementsOf(settings);
    }

    @Test
    void eachRowOfTheDocsIsThere() throws IOException {
        String docs = Files.readString(Path.of("docs", "settings.md"));
        List<String> named = Pattern.compile("`((?:won|invoice|customer|paid|fields)\\.\\w+)`")
                .matcher(docs.lines()
                        .filter(line -> line.startsWith("| `"))
                        .map(line -> line.substring(0, line.indexOf('|', 1)))
                        .reduce("", String::concat))
                .results()
                .map(found -> found.group(1))
                .distinct()
                .toList();

        assertThat(named).containsExactlyInAnyOrderElementsOf(paths());
    }

    /** What may be chosen is what the API takes, and has its words. */
    @ParameterizedTest
    @EnumSource
    void hasItsWordsAndItsChoices(Setting setting) throws IOException {
        Properties words = new Properties();
        words.load(Files.newBufferedReader(Path.of("src", "main", "resources", "words", "settings.properties")));

        assertThat(words).containsKeys("settings." + setting.path(), "settings." + setting.path() + ".says");
        for (String choice : setting.choices()) {
            assertThat(words).containsKey("settings." + setting.path() + "." + choice);
            JsonNode change = JSON.createObjectNode()
                    .set(setting.group(), JSON.createObjectNode().put(setting.key(), choice));
            if (!choice.equals("stage")) {
                assertThat(RequestJson.merge(ConnectionSettings.defaults(), change))
                        .isNotNull();
            }
        }
        assertThat(Setting.called(setting.path())).contains(setting);
    }
}
