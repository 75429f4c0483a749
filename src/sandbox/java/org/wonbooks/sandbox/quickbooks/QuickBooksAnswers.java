package org.wonbooks.sandbox.quickbooks;

import static org.wonbooks.sandbox.store.Json.text;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import org.wonbooks.sandbox.quickbooks.transaction.Voids;
import org.wonbooks.sandbox.store.Modes;
import org.wonbooks.sandbox.store.Store;

/** What QuickBooks answers, by the readings that count of what nobody says for sure. */
record QuickBooksAnswers(Store store) {

    private static final List<String> COUNTS = List.of("startPosition", "maxResults", "totalCount");
    private static final List<String> TIMES = List.of("CreateTime", "LastUpdatedTime");
    private static final Map<String, String> COUNTRIES =
            Map.of("US", "USA", "USA", "USA", "CA", "CAN", "Canada", "CAN", "GB", "GBR");

    /** Properties of an invoice that may be empty. */
    private static final List<String> OPTIONAL =
            List.of("DocNumber", "PrivateNote", "BillEmail", "BillEmailCc", "DeliveryInfo", "InvoiceLink", "ShipAddr");

    /** The same answer, otherwise said. */
    ObjectNode read(ObjectNode answer) {
        ObjectNode read = answer.deepCopy();
        read.findParents("MetaData").forEach(this::readObject);
        readLists(read);
        if (other("names")) {
            namesOff(read);
        }
        if (other("country")) {
            read.findParents("Country").stream()
                    .filter(place -> !place.has("MetaData"))
                    .forEach(address -> ((ObjectNode) address)
                            .put(
                                    "Country",
                                    COUNTRIES.getOrDefault(text(address, "Country"), text(address, "Country"))));
        }
        return numbers(read);
    }

    /** An answer whose numbers are numbers, or texts. */
    ObjectNode numbers(ObjectNode answer) {
        if (other("numbers")) {
            textsIn(answer);
        }
        return answer;
    }

    private boolean other(String mode) {
        return Modes.otherwise(store, "quickbooks", mode);
    }

    private void readObject(JsonNode holder) {
        ObjectNode object = (ObjectNode) holder;
        ObjectNode times = object.withObjectProperty("MetaData");
        if (other("times")) {
            TIMES.stream().filter(times::has).forEach(time -> times.put(time, utc(text(times, time))));
        }
        if (other("deletedTime") && text(object, "status").equals("Deleted")) {
            object.remove("MetaData");
        }
        if (other("linkedTxn") && object.path("LinkedTxn").isEmpty()) {
            object.remove("LinkedTxn");
        }
        if (object.has("UnappliedAmt")) {
            readPayment(object);
        } else if (other("absent") && object.has("EmailStatus")) {
            OPTIONAL.stream().filter(name -> !object.has(name)).forEach(object::putNull);
        }
    }

    private void readPayment(ObjectNode payment) {
        if (other("voidedLines") && Voids.is(payment)) {
            payment.putArray("Line");
        }
        if (other("lineEx")) {
            payment.path("Line").forEach(line -> ((ObjectNode) line).remove("LineEx"));
        }
    }

    private void readLists(ObjectNode answer) {
        if (other("counts")) {
            answer.findParents("maxResults").forEach(list -> ((ObjectNode) list).remove(COUNTS));
        }
        if (other("nothingFound")
                && answer.path("QueryResponse").isObject()
                && answer.path("QueryResponse").isEmpty()) {
            answer.remove("QueryResponse");
        }
    }

    private static void namesOff(JsonNode holder) {
        holder.properties().forEach(property -> {
            if (property.getKey().endsWith("Ref") && property.getValue() instanceof ObjectNode reference) {
                reference.remove("name");
            }
        });
        holder.forEach(QuickBooksAnswers::namesOff);
    }

    private static void textsIn(JsonNode holder) {
        if (holder instanceof ObjectNode object) {
            object.properties().forEach(property -> {
                if (property.getValue().isNumber()) {
                    property.setValue(TextNode.valueOf(text(object, property.getKey())));
                }
            });
        } else if (holder instanceof ArrayNode list) {
            for (int i = 0; i < list.size(); i++) {
                list.set(
                        i, list.get(i).isNumber() ? TextNode.valueOf(list.get(i).asText()) : list.get(i));
            }
        }
        holder.forEach(QuickBooksAnswers::textsIn);
    }

    private static String utc(String time) {
        Instant instant = OffsetDateTime.parse(time).toInstant();
        return instant.toString();
    }
}
