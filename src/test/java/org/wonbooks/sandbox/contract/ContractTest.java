package org.wonbooks.sandbox.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.wonbooks.sandbox.store.Json;
import org.wonbooks.testing.IntuitModel;

/**
 * The tables of what is sent: none of their names is an invention, and each field has its fact in the documentation.
 */
class ContractTest {

    private static final String FACT = "$comment";

    @ParameterizedTest
    @ValueSource(strings = {"quickbooks", "kommo"})
    void everyKindOfCallCanBeJudged(String system) {
        Contract contract = Contract.of(system);
        assertThat(contract.rows()).hasSizeGreaterThan(9).allSatisfy(row -> assertThat(
                        contract.violations(row, Json.parse("{\"query\": {\"x\": 1}, \"headers\": {}, \"body\": 1}")))
                .as(row.name())
                .isNotEmpty());
    }

    @ParameterizedTest
    @ValueSource(strings = {"quickbooks", "kommo"})
    void everyFieldHasItsFactInTheDocumentation(String system) throws IOException {
        String facts = facts();
        JsonNode table = Json.resource("/sandbox-contract/" + system + ".json");
        List<String> without = new ArrayList<>();
        table.path("$defs").properties().forEach(def -> {
            if (def.getValue().path("enum").isMissingNode() && !def.getKey().equals("calls")) {
                without.addAll(withoutFact(def.getKey(), def.getValue(), facts));
            }
        });
        assertThat(without).isEmpty();
    }

    @Test
    void everyOpenQuestionHasItsFactInTheDocumentation() throws IOException {
        String facts = facts();
        Json.resource("/sandbox-contract/modes.json").forEach(system -> system.properties().stream()
                .filter(mode -> mode.getValue().has("fact"))
                .forEach(mode -> assertThat(facts)
                        .as(mode.getKey())
                        .contains(mode.getValue().path("fact").asText())));
    }

    /** The lists of keys are Intuit's own, neither more nor less. */
    @Test
    void keysAreThoseOfThePublicModel() {
        JsonNode definitions =
                Json.resource("/sandbox-contract/quickbooks.json").path("$defs");
        int[] lists = new int[1];
        for (Map.Entry<String, JsonNode> definition : definitions.properties()) {
            if (definition.getKey().endsWith("Keys")) {
                Set<String> keys = new TreeSet<>();
                definition.getValue().path("enum").forEach(key -> keys.add(key.asText()));
                assertThat(keys)
                        .as(definition.getKey())
                        .isEqualTo(IntuitModel.keys(definition.getKey().replace("Keys", "")));
                lists[0]++;
            }
        }
        assertThat(lists[0]).isEqualTo(12);
    }

    /** A property is a field unless it only leads on to another object, whose fields are looked at by themselves. */
    private static List<String> withoutFact(String path, JsonNode schema, String facts) {
        List<String> without = new ArrayList<>();
        for (String kind : List.of("properties", "patternProperties")) {
            schema.path(kind).properties().forEach(field -> {
                String place = path + "." + field.getKey();
                JsonNode form = field.getValue();
                JsonNode item = form.has("items") ? form.path("items") : form;
                boolean leadsOn = item.has("properties") || item.has("$ref") && !form.has(FACT) && !item.has(FACT);
                String fact = form.path(FACT).asText(item.path(FACT).asText());
                if (!leadsOn && (fact.isEmpty() || !facts.contains(fact)) && !isOfStatement(path)) {
                    without.add(place + ": " + fact);
                }
                without.addAll(withoutFact(place, form, facts));
                without.addAll(withoutFact(place, form.path("items"), facts));
            });
        }
        return without;
    }

    /** A condition's operator and values belong to its property, which has the fact. */
    private static boolean isOfStatement(String path) {
        return Set.of("ids", "flags", "days", "moments", "words").contains(path);
    }

    private static String facts() throws IOException {
        return Files.readString(Path.of("docs/apis.md"));
    }
}
