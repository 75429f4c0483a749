package org.wonbooks.check.proposal;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.wonbooks.check.fact.BothAccounts;
import org.wonbooks.check.fact.Part;
import org.wonbooks.kommo.account.Account;
import org.wonbooks.kommo.account.FieldList.Field;
import org.wonbooks.kommo.account.FieldList.Option;
import org.wonbooks.kommo.account.PipelineList.Pipeline;
import org.wonbooks.kommo.account.PipelineList.Stage;
import org.wonbooks.kommo.account.PipelineList.Stages;
import org.wonbooks.kommo.lead.Lead;
import org.wonbooks.quickbooks.Reference;
import org.wonbooks.quickbooks.company.CompanyInfo;
import org.wonbooks.quickbooks.company.ListEntry;
import org.wonbooks.quickbooks.company.Preferences;
import org.wonbooks.quickbooks.company.TaxCode;
import org.wonbooks.quickbooks.invoice.Invoice;
import org.wonbooks.quickbooks.query.Query;
import org.wonbooks.testing.SourceFiles;
import org.yaml.snakeyaml.Yaml;

/** A simulated pair of accounts, as a row of {@code pairs.yaml} tells it; and a bookkeeper's answers for it. */
final class Pair {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Map<String, Object> row;
    private final List<Pipeline> pipelines = new ArrayList<>();
    private final List<Field> fields = new ArrayList<>();
    private final List<ListEntry> items = new ArrayList<>();
    private final List<ListEntry> terms = new ArrayList<>();
    private final List<TaxCode> codes = new ArrayList<>();
    private final List<TaxCode.Rate> rates = new ArrayList<>();
    private final List<Lead> won = new ArrayList<>();

    private Pair(Map<String, Object> row) {
        this.row = row;
        map("fields").forEach(this::field);
        map("pipelines").forEach(this::pipeline);
        list("items").forEach(this::item);
        while (Boolean.TRUE.equals(row.get("moreItems")) && items.size() < Query.PAGE) {
            item(Map.of("name", "Article " + items.size(), "type", "NonInventory"));
        }
        map("terms").forEach(this::term);
        map("codes").forEach(this::code);
    }

    static Stream<Pair> in(String table) {
        List<Map<String, Object>> rows = new Yaml()
                .load(SourceFiles.text(Path.of("src/test/resources/proposals").resolve(table)));
        return rows.stream().map(Pair::new);
    }

    /** The bookkeeper's: "ask", or what is right. */
    Map<String, Object> right() {
        return map("right");
    }

    BothAccounts accounts() {
        String tax = text("tax", codes.isEmpty() ? "none" : "codes");
        Preferences preferences = new Preferences(
                null,
                new Preferences.Currencies(Boolean.TRUE.equals(row.get("several")), new Reference(home(), home())),
                new Preferences.Taxes(!tax.equals("none"), tax.equals("automated")),
                null);
        return new BothAccounts(
                Part.of(new Account(1, toString(), text("currency", "USD"), null)),
                Part.of(pipelines),
                Part.of(fields),
                Part.of(won),
                Part.of(new CompanyInfo(toString(), text("country", null))),
                Part.of(preferences),
                Part.of(items),
                Part.of(terms),
                Part.of(codes),
                Part.of(rates),
                Part.of(List.of()),
                Part.of(List.of()));
    }

    Part<List<Invoice>> invoices() {
        return Part.of(list("invoices").stream()
                .flatMap(told -> invoices(String.valueOf(told)))
                .toList());
    }

    /** What a name stands for: the id, or the number of a pipeline. */
    String id(String name) {
        return Stream.of(
                        items.stream().filter(item -> item.name().equals(name)).map(ListEntry::id),
                        codes.stream().filter(code -> code.name().equals(name)).map(TaxCode::id),
                        pipelines.stream()
                                .filter(pipeline -> pipeline.name().equals(name))
                                .map(pipeline -> String.valueOf(pipeline.id())),
                        fields.stream()
                                .filter(field -> field.name().equals(name) || name.equals(field.code()))
                                .map(DealFields::key))
                .flatMap(ids -> ids)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(this + " has no " + name));
    }

    /** Terms in Kommo by what they are called there, each by its own name where nothing else is said. */
    Map<String, String> called(Map<String, String> otherwise, String field) {
        Map<String, String> all = new LinkedHashMap<>();
        Field found = field(field);
        Stream<String> values = found.options().isEmpty()
                ? DealFields.said(accounts(), found).stream()
                : found.options().stream().map(Option::value);
        values.forEach(value -> all.put(value, otherwise.getOrDefault(value, value)));
        return all;
    }

    @Override
    public String toString() {
        return text("pair", "");
    }

    private String home() {
        return text("home", text("currency", "USD"));
    }

    private void pipeline(String name, Object told) {
        long id = 100L + pipelines.size();
        List<Stage> stages = new ArrayList<>();
        String deals = String.valueOf(told);
        if (told instanceof Map<?, ?> more) {
            deals = String.valueOf(more.get("won"));
            for (Object stage : (List<?>) more.get("stages")) {
                stages.add(new Stage(id * 100 + stages.size(), String.valueOf(stage), 0));
            }
        }
        stages.add(new Stage(142, "Closed - won", 0));
        stages.add(new Stage(143, "Closed - lost", 0));
        pipelines.add(new Pipeline(id, name, false, new Stages(stages)));
        int amount = deals.endsWith(" x 0") ? 0 : 500;
        IntStream.range(0, Integer.parseInt(deals.replace(" x 0", ""))).forEach(number -> won.add(deal(id, amount)));
    }

    private Lead deal(long pipeline, int amount) {
        int number = won.size();
        ObjectNode lead = JSON.createObjectNode()
                .put("id", 1000 + number)
                .put("price", amount)
                .put("status_id", 142)
                .put("pipeline_id", pipeline)
                .put("updated_at", 1)
                .put("created_at", 1);
        ArrayNode values = lead.putArray("custom_fields_values");
        map("fields").forEach((name, told) -> {
            List<?> said = told instanceof Map<?, ?> more ? (List<?>) more.get("said") : null;
            if (said != null) {
                ObjectNode value =
                        values.addObject().put("field_id", field(name).id());
                value.putArray("values").addObject().put("value", String.valueOf(said.get(number % said.size())));
            }
        });
        ObjectNode embedded = lead.putObject("_embedded");
        embedded.putArray("companies").addObject().put("id", 5);
        if (Boolean.TRUE.equals(row.get("products"))) {
            embedded.putArray("catalog_elements")
                    .addObject()
                    .put("id", 7)
                    .putObject("metadata")
                    .put("quantity", 1)
                    .put("catalog_id", 8);
        }
        return JSON.convertValue(lead, Lead.class);
    }

    private Field field(String name) {
        return fields.stream()
                .filter(field -> name.equals(field.code()) || name.equals(field.name()))
                .findFirst()
                .orElseThrow();
    }

    @SuppressWarnings("unchecked")
    private void field(String name, Object told) {
        Map<String, Object> more = (Map<String, Object>) told;
        boolean code = name.equals(name.toUpperCase());
        List<Option> options = more.containsKey("options")
                ? ((List<Object>) more.get("options"))
                        .stream()
                                .map(each -> new Option(each.hashCode(), String.valueOf(each), null))
                                .toList()
                : null;
        fields.add(new Field(
                200L + fields.size(),
                String.valueOf(more.getOrDefault("name", name)),
                code ? name : null,
                options == null ? "text" : "select",
                options));
    }

    private void item(Object told) {
        Map<?, ?> more = told instanceof Map<?, ?> map ? map : Map.of("name", told);
        String type = Objects.toString(more.get("type"), "Service");
        String income = Objects.toString(more.get("income"), "Services");
        boolean sold = !type.matches("Category|Group");
        items.add(new ListEntry(
                String.valueOf(items.size() + 1),
                String.valueOf(more.get("name")),
                true,
                type,
                null,
                sold ? new Reference("79", income) : null,
                false,
                null,
                null,
                null));
    }

    private void term(String name, Object days) {
        boolean counted = days instanceof Number;
        terms.add(new ListEntry(
                String.valueOf(terms.size() + 1),
                name,
                true,
                counted ? "STANDARD" : "DATE_DRIVEN",
                null,
                null,
                null,
                counted ? new BigDecimal(days.toString()) : null,
                BigDecimal.ZERO,
                null));
    }

    private void code(String name, Object percent) {
        String id = String.valueOf(codes.size() + 2);
        rates.add(new TaxCode.Rate(id, new BigDecimal(percent.toString())));
        codes.add(new TaxCode(
                id, name, true, new TaxCode.RateList(List.of(new TaxCode.Detail(new Reference(id, name))))));
    }

    /** {@code 12 Work + Fees @ GST}. */
    private Stream<Invoice> invoices(String told) {
        String[] parts = told.split(" @ ");
        int many = Integer.parseInt(parts[0].substring(0, parts[0].indexOf(' ')));
        ObjectNode invoice = JSON.createObjectNode();
        ArrayNode lines =
                invoice.put("Id", "1").put("TotalAmt", 100).put("Balance", 0).putArray("Line");
        Arrays.stream(parts[0].substring(parts[0].indexOf(' ') + 1).split(" \\+ "))
                .forEach(item -> {
                    ObjectNode sale = lines.addObject()
                            .put("DetailType", "SalesItemLineDetail")
                            .putObject("SalesItemLineDetail");
                    sale.putObject("ItemRef").put("value", id(item));
                    if (parts.length > 1) {
                        sale.putObject("TaxCodeRef").put("value", id(parts[1]));
                    }
                });
        return IntStream.range(0, many).mapToObj(number -> JSON.convertValue(invoice, Invoice.class));
    }

    private String text(String name, String otherwise) {
        return Objects.toString(row.get(name), otherwise);
    }

    @SuppressWarnings("unchecked")
    private Map<String, Object> map(String name) {
        return (Map<String, Object>) row.getOrDefault(name, Map.of());
    }

    @SuppressWarnings("unchecked")
    private List<Object> list(String name) {
        return (List<Object>) row.getOrDefault(name, List.of());
    }
}
