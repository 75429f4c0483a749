package org.wonbooks.sandbox.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import com.networknt.schema.path.NodePath;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.wonbooks.sandbox.store.Json;

/**
 * What one of the two systems is sent, call by call: {@code sandbox-contract/<system>.json}, a JSON Schema for each
 * kind of call. It is read at the first call, and each schema when a call first needs it.
 */
public final class Contract {

    private static final String ADDRESS = "https://wonbooks.invalid/sandbox/";

    private static final Map<String, Contract> READ = new ConcurrentHashMap<>();

    private final String address;
    private final SchemaRegistry schemas;
    private final List<Row> rows = new ArrayList<>();
    private final Map<String, Schema> compiled = new ConcurrentHashMap<>();

    /** A kind of call. */
    public record Row(String name, String method, Pattern path) {}

    /**
     * One thing that the table does not allow.
     *
     * @param place its way through the call: first {@code query, headers, body} or {@code statement}
     * @param keyword of JSON Schema; {@code unknown} for a name that nobody knows
     * @param given what stands at that place; missing where nothing does
     * @param wanted what the schema says there: a type, a length, a pattern
     */
    public record Violation(List<String> place, String keyword, JsonNode given, JsonNode wanted) {

        /** Of what of the call it is. */
        public String part() {
            return place.get(0);
        }

        /** The names below that, with dots between them. */
        public String path() {
            return String.join(".", place.subList(1, place.size()));
        }
    }

    private Contract(String system) {
        JsonNode table = Json.resource("/sandbox-contract/" + system + ".json");
        address = ADDRESS + system;
        schemas = SchemaRegistry.withDefaultDialect(
                SpecificationVersion.DRAFT_2020_12, registry -> registry.schemas(Map.of(address, Json.write(table))));
        table.at("/$defs/calls/$defs").properties().forEach(call -> {
            JsonNode row = call.getValue().path("properties");
            rows.add(new Row(
                    call.getKey(),
                    row.at("/method/const").asText(),
                    Pattern.compile(row.at("/path/pattern").asText())));
        });
    }

    /** The table of a system. */
    public static Contract of(String system) {
        return READ.computeIfAbsent(system, Contract::new);
    }

    /** The kinds of calls, in the table's order. */
    public List<Row> rows() {
        return List.copyOf(rows);
    }

    Optional<Row> row(String method, String path) {
        return rows.stream()
                .filter(row ->
                        row.method.equals(method) && row.path.matcher(path).matches())
                .findFirst();
    }

    /** What is wrong with a call of that kind; empty: it is as the table has it. */
    List<Violation> violations(Row row, JsonNode call) {
        return compiled.computeIfAbsent(row.name, this::schema).validate(call).stream()
                .map(error -> violation(error, call))
                .toList();
    }

    private Schema schema(String row) {
        return schemas.getSchema(Json.object().put("$ref", address + "#/$defs/calls/$defs/" + row));
    }

    private static Violation violation(Error error, JsonNode call) {
        List<String> place = new ArrayList<>();
        NodePath at = error.getInstanceLocation();
        JsonNode given = call;
        for (int i = 0; i < at.getNameCount(); i++) {
            place.add(at.getName(i));
            given = given.isArray() ? given.path(Integer.parseInt(at.getName(i))) : given.path(at.getName(i));
        }
        String keyword = error.getKeyword();
        if (error.getEvaluationPath().toString().contains("propertyNames")) {
            keyword = "unknown";
            place.add(String.valueOf(error.getProperty()));
        } else if (keyword.equals("additionalProperties") || keyword.equals("unevaluatedProperties")) {
            keyword = "unknown";
            place.add(error.getProperty());
        } else if (keyword.equals("required") || keyword.equals("dependentRequired")) {
            keyword = "required";
            place.add(error.getProperty());
        }
        return new Violation(place.isEmpty() ? List.of("call") : place, keyword, given, error.getSchemaNode());
    }
}
