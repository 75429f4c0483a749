package org.wonbooks.sandbox.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.wonbooks.testing.RunningWonbooks;
import org.wonbooks.testing.Whole;

/**
 * The sandbox takes every call that Wonbooks makes, and none that is a bit otherwise: each field, parameter and header
 * of real calls gets values just outside its form, one at a time.
 */
@Whole
class StrictnessTest extends RunningWonbooks {

    /** The calls of Wonbooks, by system and kind; several where they have other fields. */
    private static final Map<String, List<ObjectNode>> CALLS = new TreeMap<>();

    @Autowired
    Judge judge;

    @BeforeAll
    static void listen(@Autowired Judge judge) {
        judge.show(StrictnessTest::keep);
    }

    @AfterAll
    static void listenNoMore(@Autowired Judge judge) {
        judge.show((kind, call) -> {});
    }

    /** Keeps a call that has a field which none before it had. */
    private static synchronized void keep(String kind, ObjectNode call) {
        String update = kind.endsWith("writeInvoice") && call.at("/body/Id").isTextual() ? " update" : "";
        String grant =
                kind.endsWith("token") ? " " + call.at("/body/grant_type").asText() : "";
        List<ObjectNode> kept = CALLS.computeIfAbsent(kind + update + grant, name -> new ArrayList<>());
        Set<String> known = new TreeSet<>();
        kept.forEach(each -> fields("", each, known));
        Set<String> here = new TreeSet<>();
        fields("", call, here);
        if (kept.isEmpty() || !known.containsAll(here) && kept.size() < 6) {
            kept.add(call.deepCopy());
        }
    }

    private static void fields(String path, JsonNode value, Set<String> fields) {
        if (path.startsWith("/headers") && !path.equals("/headers") || path.startsWith("/statement")) {
            return;
        }
        fields.add(path);
        value.properties().forEach(field -> fields(path + "/" + field.getKey(), field.getValue(), fields));
        if (value.isArray()) {
            value.forEach(item -> fields(path + "/_", item, fields));
        }
    }

    @Test
    void nothingJustOutsideItsFormIsTaken() throws Exception {
        new EveryCall(this).make();
        awaitQuiet();
        sandbox.patch("/hooks", "{\"enabled\": false}");
        judgeNoMore();
        assertEveryKindWasMade();

        Resent resent = new Resent(settings.publicUrl(), sandbox);
        List<String> taken = new ArrayList<>();
        Set<String> fields = new LinkedHashSet<>();
        Map<String, Integer> byKind = new TreeMap<>();
        Map<String, Integer> without = new TreeMap<>();
        int values = 0;
        for (Map.Entry<String, List<ObjectNode>> kind : CALLS.entrySet()) {
            for (ObjectNode call : kind.getValue()) {
                List<String> places =
                        List.copyOf(Outside.of(kind.getKey(), call).keySet());
                mode("strict");
                assertThat(resent.send(resent.fresh(kind.getKey(), call)))
                        .as("%s as it was made: %s, refused: %s", kind.getKey(), call, resent.said())
                        .isLessThan(300);
                for (int i = 0; i < places.size(); i++) {
                    int status = outside(resent, kind.getKey(), call, i);
                    if (status < 400 || status >= 500) {
                        taken.add(kind.getKey() + " " + places.get(i) + " was answered " + status);
                    }
                }
                mode("off");
                for (int i = 0; i < places.size(); i++) {
                    int status = outside(resent, kind.getKey(), call, i);
                    without.merge(kind.getKey(), status < 300 ? 1 : 0, Integer::sum);
                }
                places.forEach(place -> fields.add(
                        kind.getKey() + " " + place.replaceFirst(": .*", "").replaceAll("/\\d+", "/_")));
                values += places.size();
                byKind.merge(kind.getKey(), places.size(), Integer::sum);
            }
        }
        mode("strict");
        byKind.forEach((kind, tried) -> System.out.println(
                "  %s: %d values, taken without the judge: %d".formatted(kind, tried, without.get(kind))));
        int takenWithout = without.values().stream().mapToInt(Integer::intValue).sum();
        System.out.println("Strictness: 2 systems, " + CALLS.size() + " kinds of calls, " + fields.size() + " fields, "
                + values + " values; taken: " + taken.size() + ", without the judge " + takenWithout);
        taken.forEach(each -> System.out.println("    TAKEN " + each));
        assertThat(taken).isEmpty();
        assertThat(takenWithout).as("what the sandbox's own rules take").isGreaterThan(200);
    }

    private static int outside(Resent resent, String kind, ObjectNode call, int which) {
        return resent.send(
                List.copyOf(Outside.of(kind, resent.fresh(kind, call)).values()).get(which));
    }

    private void judgeNoMore() {
        List<JsonNode> unknown = new ArrayList<>();
        sandbox.get("/calls").forEach(call -> {
            if (call.path("row").asText().isEmpty()) {
                unknown.add(call);
            }
        });
        assertThat(unknown).as("calls that no table has").isEmpty();
        Map<String, List<ObjectNode>> kept = new TreeMap<>();
        CALLS.forEach((kind, calls) -> kept.put(kind, List.copyOf(calls)));
        CALLS.clear();
        CALLS.putAll(kept);
        listenNoMore(judge);
    }

    private static void assertEveryKindWasMade() {
        Set<String> made = new TreeSet<>();
        CALLS.keySet().forEach(kind -> made.add(kind.replaceFirst("^(\\w+ \\w+) .*", "$1")));
        for (String system : List.of("quickbooks", "kommo")) {
            Contract.of(system).rows().forEach(row -> assertThat(made).contains(system + " " + row.name()));
        }
    }

    private void mode(String judge) {
        List.of("quickbooks", "kommo")
                .forEach(system -> sandbox.patch("/" + system + "/modes", "{\"judge\": \"" + judge + "\"}"));
    }
}
