package org.wonbooks.sandbox.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** Values just outside the form of what a call says: of which kind a value is, is seen by the value and its name. */
final class Outside {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    /** How long a text may be, by its name; a longer one is refused. */
    private static final Map<String, Integer> LENGTHS = Map.ofEntries(
            Map.entry("DocNumber", 21),
            Map.entry("StringValue", 31),
            Map.entry("DisplayName", 100),
            Map.entry("GivenName", 100),
            Map.entry("FamilyName", 100),
            Map.entry("CompanyName", 100),
            Map.entry("Name", 100),
            Map.entry("Sku", 100),
            Map.entry("FreeFormNumber", 30),
            Map.entry("Notes", 2000),
            Map.entry("PrivateNote", 4000),
            Map.entry("Description", 4000),
            Map.entry("Line1", 500),
            Map.entry("City", 255),
            Map.entry("CountrySubDivisionCode", 255),
            Map.entry("Country", 255),
            Map.entry("PostalCode", 30),
            Map.entry("name", 255),
            Map.entry("reference", 500),
            Map.entry("requestid", 50));

    private static final int LONGEST = 20_000;

    /** Whose values are one of a few. */
    private static final Set<String> CHOICES = Set.of(
            "DetailType Type GlobalTaxCalculation note_type entity_type type grant_type settings sparse minorversion include with"
                    .split(" "));

    /** What may be missing: everything else may not. */
    private static final Set<String> OPTIONAL = Set.of(
            """
            DocNumber SalesTermRef BillEmail BillEmailCc BillAddr CustomerMemo CustomField AllowOnlineCreditCardPayment
            AllowOnlineACHPayment GlobalTaxCalculation CurrencyRef DepartmentRef ClassRef Description Qty UnitPrice TaxCodeRef
            TaxInclusiveAmt GivenName FamilyName CompanyName PrimaryEmailAddr PrimaryPhone Notes Sku Taxable Line1 Line2 City
            CountrySubDivisionCode PostalCode Country name LineNum ItemAccountRef PercentBased TxnTaxDetail StringValue Id Name
            is_api_only sort task_type_id responsible_user_id is_need_to_trigger_digital_pipeline request_id result
            custom_fields_values text is_completed value enum_id enum_code DiscountLineDetail Type LinkedTxn DueDate DiscountAccountRef
            ServiceDate ExchangeRate"""
                    .split("\\s+"));

    private Outside() {}

    /** What to put in the place of a call's parts, by a description of each; missing: take it out. */
    static Map<String, ObjectNode> of(String kind, ObjectNode call) {
        Map<String, ObjectNode> calls = new LinkedHashMap<>();
        for (String part : List.of("query", "headers", "body")) {
            if (call.has(part)) {
                walk(kind, call, "/" + part, part, calls);
            }
        }
        return calls;
    }

    private static void walk(String kind, ObjectNode call, String path, String name, Map<String, ObjectNode> calls) {
        JsonNode value = call.at(path);
        if (value.isObject()) {
            if (!path.equals("/headers")) {
                add(call, path + "/Nonsense", JSON.textNode("x"), calls);
            }
            value.fieldNames().forEachRemaining(field -> {
                if (!path.equals("/headers") || isJudged(kind, field)) {
                    walk(kind, call, path + "/" + field.replace("~", "~0").replace("/", "~1"), field, calls);
                }
            });
        }
        if (value.isArray()) {
            if (!name.equals("CustomField")) {
                add(call, path, JSON.arrayNode(), calls);
            }
            for (int i = 0; i < value.size(); i++) {
                walk(kind, call, path + "/" + i, name, calls);
            }
        }
        if (path.chars().filter(c -> c == '/').count() == 1 && !path.equals("/body")) {
            return;
        }
        boolean inQuery = path.startsWith("/query");
        boolean inHeaders = path.startsWith("/headers");
        if (inHeaders
                ? !name.equals("user-agent")
                : inQuery ? Known.REQUIRED.contains(name) : required(kind, path, name)) {
            add(call, path, JSON.missingNode(), calls);
        }
        outside(kind, path, value, inQuery || inHeaders).forEach(other -> add(call, path, other, calls));
    }

    /** Kommo's API wants to know who calls. */
    private static boolean isJudged(String kind, String header) {
        return Resent.HEADERS.contains(header)
                && (!header.equals("user-agent") || kind.startsWith("kommo") && !kind.contains(" token"));
    }

    private static boolean required(String kind, String path, String name) {
        return !path.matches(".*/\\d+")
                        && !path.equals("/body")
                        && (name.equals("Id") && path.equals("/body/Id") || !OPTIONAL.contains(name))
                        && !(kind.endsWith("writeInvoice update")
                                && Set.of("Line", "TxnDate", "PrivateNote").contains(name))
                || kind.endsWith("addFields") && name.equals("name")
                || kind.endsWith("writeItem") && Set.of("Name", "Type").contains(name) && path.matches("/body/\\w+")
                || path.endsWith("Ref/value")
                || kind.endsWith("Notes") && name.equals("text")
                || kind.endsWith("addTasks") && name.equals("text");
    }

    private static List<JsonNode> outside(String kind, String path, JsonNode value, boolean text) {
        String name = path.substring(path.lastIndexOf('/') + 1);
        boolean free = kind.startsWith("kommo") && name.equals("value") || path.endsWith("CustomerMemo/value");
        List<JsonNode> other = new ArrayList<>();
        if (!text) {
            if (!name.equals("values")) {
                other.add(JSON.nullNode());
            }
            other.add(value.isObject() ? JSON.arrayNode() : JSON.objectNode());
        }
        if (value.isTextual()) {
            texts(path.endsWith("Ref/name") ? "reference" : name, value.asText(), free)
                    .forEach(each -> other.add(JSON.textNode(each)));
            if (!text && !(kind.startsWith("kommo") && name.equals("value"))) {
                other.add(JSON.numberNode(5));
            }
            if (!text) {
                other.add(JSON.arrayNode().add(value).add(value));
            }
        } else if (value.isNumber()) {
            other.add(JSON.textNode(value.asText()));
            other.add(JSON.booleanNode(true));
            boolean whole = value.isIntegralNumber()
                    && !Set.of("Amount", "Qty", "UnitPrice", "price").contains(name);
            String finer = Set.of("Qty", "UnitPrice").contains(name) ? "1.00000001" : "1.005";
            // A rate may be as fine as it likes, but not nothing.
            other.add(JSON.numberNode(new BigDecimal(name.equals("ExchangeRate") ? "0" : whole ? "1.5" : finer)));
            if (whole) {
                other.add(JSON.numberNode(-1));
            }
        } else if (value.isBoolean() && !name.equals("value")) {
            other.add(JSON.textNode(value.asText()));
            other.add(JSON.numberNode(1));
        }
        return other;
    }

    private static List<String> texts(String name, String value, boolean free) {
        List<String> other = new ArrayList<>(List.of(""));
        int longest = LENGTHS.getOrDefault(name, LONGEST);
        other.add("x".repeat(longest + 1));
        if (CHOICES.contains(name) || Resent.HEADERS.contains(name) && !name.equals("user-agent")) {
            other.add("Nonsense");
        }
        if (value.matches("\\d{4}-\\d\\d-\\d\\dT.*")) {
            String day = value.substring(0, 10);
            String zone = value.replaceFirst("^.{19}(\\.\\d+)?", "");
            Stream.of(
                            day + "T12:00" + zone,
                            day + "T12:00:00",
                            day + " 12:00:00" + zone,
                            day,
                            day + "T25:00:00" + zone,
                            "2026-13-01T12:00:00" + zone,
                            day + "T12:00:00-0500")
                    .forEach(other::add);
        } else if (value.matches("\\d{4}-\\d\\d-\\d\\d")) {
            Stream.of(value + "T00:00:00Z", value.replace("-", "/"), value.substring(2), "2026-13-01", "2026-1-1")
                    .forEach(other::add);
        } else if (value.matches("[^@\\s]+@[^@\\s]+\\.[^@\\s]+")) {
            Stream.of("nobody", "a@b", "a b@c.example", "a@b.example;c@d.example")
                    .forEach(other::add);
        } else if (value.matches("\\d+")
                && !free
                && !Set.of("DocNumber", "StringValue").contains(name)) {
            Stream.of("x1", "1.5", "-1", "1".repeat(20)).forEach(other::add);
        }
        if (name.equals("limit")) {
            other.add("251");
        } else if (name.matches("(filter|order)\\[.*|entities")) {
            other.add("Nonsense");
        } else if (name.equals("query")) {
            other.addAll(Known.STATEMENTS);
        }
        return other;
    }

    private static void add(ObjectNode call, String path, JsonNode value, Map<String, ObjectNode> calls) {
        ObjectNode other = call.deepCopy();
        int last = path.lastIndexOf('/');
        JsonNode holder = other.at(path.substring(0, last));
        String name = path.substring(last + 1).replace("~1", "/").replace("~0", "~");
        if (holder instanceof ArrayNode list) {
            list.set(Integer.parseInt(name), value);
        } else if (value.isMissingNode()) {
            ((ObjectNode) holder).remove(name);
        } else {
            ((ObjectNode) holder).set(name, value);
        }
        String shown = value.isMissingNode() ? "missing" : value.toString();
        calls.put(
                path + ": " + (shown.length() > 60 ? shown.substring(0, 20) + "… (" + shown.length() + ")" : shown),
                other);
    }

    /** What is known of parameters. */
    private static final class Known {

        static final List<String> STATEMENTS = List.of(
                "SELECT Id FROM Invoice",
                "SELECT COUNT(*) FROM Invoice",
                "SELECT * FROM Nonsense",
                "SELECT * FROM Invoice WHERE Id = 'x'",
                "SELECT * FROM Invoice WHERE Id = '1' OR Id = '2'",
                "SELECT * FROM Invoice WHERE PrivateNote = 'x'",
                "SELECT * FROM Invoice WHERE TxnDate = '2026-11-29T00:00:00Z'",
                "SELECT * FROM Invoice WHERE MetaData.LastUpdatedTime > '2026-11-29T12:00Z'",
                "SELECT * FROM Invoice WHERE MetaData.LastUpdatedTime > '2026-11-29'",
                "SELECT * FROM Invoice ORDERBY Id",
                "SELECT * FROM Invoice STARTPOSITION 0",
                "SELECT * FROM Invoice MAXRESULTS 1001",
                "SELECT * FROM Customer WHERE DisplayName != 'x'",
                "SELECT * FROM Customer WHERE DisplayName = 'O''Hara'",
                "SELECT * FROM Customer WHERE Active = 'perhaps'");
        static final Set<String> REQUIRED = Set.of("minorversion", "requestid", "query", "entities", "changedSince");
    }
}
