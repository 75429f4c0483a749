package org.wonbooks.flow.example;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.wonbooks.component.write.Mapping;
import org.wonbooks.connection.Connection;
import org.wonbooks.connection.Connection.Mode;
import org.wonbooks.connection.ConnectionSettings;
import org.wonbooks.flow.card.Stage;
import org.wonbooks.invoicing.draft.InvoiceIntent;
import org.wonbooks.invoicing.draft.NewItem;
import org.wonbooks.kommo.lead.Contact;
import org.wonbooks.kommo.lead.Lead;
import org.wonbooks.ledger.deal.DealAttention.Task;
import org.wonbooks.ledger.deal.DealNews.News;
import org.wonbooks.ledger.deal.FrozenIntents.Change;
import org.wonbooks.work.Work;
import org.wonbooks.work.WorkKind;

/** The parts of an example, each over what it is where an example says nothing of it. */
final class ExampleParts {

    /** To the digit. */
    static final ObjectMapper JSON = Mapping.writer(JsonMapper.builder()
            .findAndAddModules()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(JsonGenerator.Feature.WRITE_BIGDECIMAL_AS_PLAIN)
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build());

    /** What a deal of an example has without saying so; all else is left out, as it may be of any deal. */
    private static final List<String> OF_EACH_DEAL =
            List.of("party", "customerName", "amount", "description", "date", "marker", "send");

    private static final Set<String> NAMES = new TreeSet<>(Set.of(
            "deal",
            "customerName",
            "customerId",
            "invoiced",
            "settlement",
            "update",
            "item",
            "news",
            "task",
            "stage",
            "connection",
            "lead",
            "contact",
            "company"));

    private final ObjectNode usual = usual();
    private final ObjectNode example;

    ExampleParts(ObjectNode example) {
        this.example = example;
        refuseOther(example, "an example", NAMES);
    }

    /** What an example says that there is not. */
    static final class Unknown extends RuntimeException {

        private final String key;

        Unknown(String key, String words) {
            super(words);
            this.key = key;
        }

        String key() {
            return key;
        }
    }

    private static ObjectNode usual() {
        try (InputStream text = ExampleParts.class.getResourceAsStream("default.json")) {
            return (ObjectNode) JSON.readTree(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What the run knows, by the names of docs/edit-routes.md. */
    Map<String, Object> variables() throws JsonProcessingException {
        ObjectNode deal = deal();
        InvoiceIntent intent = read(deal, "deal", InvoiceIntent.class);
        ExampleDeal known = new ExampleDeal(intent, over("invoiced"), example.path("settlement"));
        Map<String, Object> variables = new HashMap<>();
        variables.put("deal", known.deal(text("customerId")));
        variables.put("customerId", text("customerId"));
        variables.put("customerName", example.has("customerName") ? text("customerName") : intent.customerName());
        ObjectNode update = over("update");
        variables.put("update", new Change(edited(deal, update, "before"), edited(deal, update, "now")));
        variables.put("item", read(over("item"), "item", NewItem.class));
        variables.put("news", read(over("news"), "news", News.class));
        variables.put("task", read(over("task"), "task", Task.class));
        boolean stays = example.has("stage") && example.get("stage").isNull();
        variables.put("stage", stays ? null : read(over("stage"), "stage", Stage.class));
        variables.put("connection", connection());
        String lead = String.valueOf(known.leadId());
        variables.put("work", new Work(1, 1, WorkKind.DEAL_WON, lead, "lane", 1, 1, 1));
        variables.put("lead", JSON.treeToValue(lead(known, intent), Lead.class));
        if (example.has("contact")) {
            variables.put("contact", JSON.treeToValue(example.get("contact"), Contact.class));
        }
        if (example.has("company")) {
            variables.put("company", JSON.treeToValue(example.get("company"), Contact.class));
        }
        return variables;
    }

    private String text(String name) {
        return (example.has(name) ? example : usual).path(name).asText();
    }

    /** A part of the example over the usual one. */
    private ObjectNode over(String part) {
        ObjectNode all = usual.has(part) ? (ObjectNode) usual.get(part) : JSON.createObjectNode();
        if (example.path(part).isObject()) {
            all.setAll((ObjectNode) example.get(part));
        } else if (example.has(part) && !example.get(part).isNull()) {
            throw new Unknown(part, "'" + part + "' has to be an object {…}");
        }
        return all;
    }

    private ObjectNode deal() {
        if (!example.has("deal")) {
            return (ObjectNode) usual.get("deal");
        }
        ((ObjectNode) usual.get("deal")).retain(OF_EACH_DEAL);
        ObjectNode deal = over("deal");
        JsonNode said = example.get("deal");
        if (!said.has("amount") && said.has("lines")) {
            deal.put(
                    "amount",
                    sum(said.get("lines")).subtract(said.path("discount").decimalValue()));
        }
        return withLines(deal);
    }

    private static BigDecimal sum(JsonNode lines) {
        BigDecimal sum = BigDecimal.ZERO;
        for (Iterator<JsonNode> all = lines.elements(); all.hasNext(); ) {
            JsonNode line = all.next();
            sum = sum.add((line.has("gross") ? line.get("gross") : line.path("amount")).decimalValue());
        }
        return sum;
    }

    /** One line, where nothing is said of lines. */
    private static ObjectNode withLines(ObjectNode deal) {
        if (!deal.has("lines")) {
            ObjectNode line = deal.putArray("lines").addObject();
            line.set("description", deal.get("description"));
            line.put("itemId", "19").put("quantity", BigDecimal.ONE);
            line.put(
                    "unitPrice",
                    deal.get("amount").decimalValue().add(deal.path("discount").decimalValue()));
            line.set("amount", line.get("unitPrice"));
        }
        return deal;
    }

    private static InvoiceIntent edited(ObjectNode deal, ObjectNode update, String side)
            throws JsonProcessingException {
        ObjectNode edited = deal.deepCopy();
        if (update.path(side).has("amount")) {
            edited.remove(List.of("lines", "discount"));
        }
        edited.setAll((ObjectNode) update.path(side).deepCopy());
        return read(withLines(edited), side, InvoiceIntent.class);
    }

    private Connection connection() throws JsonProcessingException {
        ObjectNode said = over("connection");
        refuseOther(said, "connection", Set.of("name", "kommoTimezone", "settings", "realmId", "kommoSubdomain"));
        return new Connection(
                1,
                said.path("name").asText(),
                Mode.LIVE,
                false,
                JSON.treeToValue(said.get("settings"), ConnectionSettings.class),
                said.path("kommoSubdomain").asText("example"),
                1L,
                said.path("kommoTimezone").asText(),
                "USD",
                said.path("realmId").asText("9130355377388380"),
                "Example Inc.",
                null,
                null,
                null,
                null,
                null,
                null);
    }

    private JsonNode lead(ExampleDeal known, InvoiceIntent intent) {
        ObjectNode lead = JSON.createObjectNode();
        lead.put("id", known.leadId()).put("name", intent.description());
        lead.put("price", intent.amount()).put("status_id", 142).put("pipeline_id", 1);
        if (example.path("lead").isObject()) {
            lead.setAll((ObjectNode) example.get("lead"));
        }
        return lead;
    }

    private static <T> T read(ObjectNode said, String part, Class<T> type) throws JsonProcessingException {
        Set<String> names = new TreeSet<>();
        Arrays.stream(type.getRecordComponents()).forEach(each -> names.add(each.getName()));
        refuseOther(said, part, names);
        return JSON.treeToValue(said, type);
    }

    static void refuseOther(ObjectNode said, String part, Set<String> names) {
        said.fieldNames().forEachRemaining(name -> {
            if (!names.contains(name)) {
                throw new Unknown(name, "'" + name + "' is nothing of " + part + ": " + String.join(", ", names));
            }
        });
    }
}
