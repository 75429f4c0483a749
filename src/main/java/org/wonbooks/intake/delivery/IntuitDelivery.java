package org.wonbooks.intake.delivery;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a webhook of QuickBooks says: which objects changed in which companies. Three forms are read: an array of
 * CloudEvents, one CloudEvent, and {@code eventNotifications}, which Intuit sent until 2026. All texts are checked and
 * short, fit for logs and tables.
 *
 * @param events what could be read, in order
 * @param unreadable one reason for each part that could not, at most 21; it never quotes the body
 */
public record IntuitDelivery(List<IntuitEvent> events, List<String> unreadable) {

    private static final int MAX_BYTES = 1 << 20;

    private static final ObjectMapper JSON = JsonMapper.builder(new JsonFactoryBuilder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(64)
                            .maxDocumentLength(MAX_BYTES)
                            .maxNumberLength(100)
                            .build())
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    // A sender's names are not worth keeping, and those that collide are dear to keep.
                    .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
                    .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private static final Pattern TYPE = Pattern.compile("qbo\\.([^.]+)\\.([^.]+)\\.v[0-9]+");
    private static final Pattern ENTITY = Pattern.compile("[a-z0-9_]{1,40}");
    private static final Pattern REALM_ID = Pattern.compile("[0-9]{1,20}");

    /** QuickBooks refuses to look for anything else; this long fits the tables. */
    private static final Pattern ENTITY_ID = Pattern.compile("[0-9]{1,30}");

    private static final Pattern EVENT_ID = Pattern.compile("[!-~]{1,100}");

    /** Offsets as Z, -07:00 or -0700. */
    private static final DateTimeFormatter TIME = new DateTimeFormatterBuilder()
            .append(DateTimeFormatter.ISO_LOCAL_DATE_TIME)
            .appendPattern("[XXX][XX]")
            .toFormatter(Locale.ROOT);

    public IntuitDelivery {
        events = List.copyOf(events);
        unreadable = List.copyOf(unreadable);
    }

    /**
     * Reads a body whose signature has been verified.
     *
     * @throws UnreadableDelivery when it is not a JSON array or object, repeats a key, or is beyond the limits (1 MB,
     *     64 deep, numbers of 100 digits)
     */
    public static IntuitDelivery parse(byte[] body) throws UnreadableDelivery {
        JsonNode root = read(body);
        Reader reader = new Reader();
        if (root.isArray()) {
            root.forEach(reader::element);
        } else if (root.isObject()) {
            reader.element(root);
        } else {
            throw new UnreadableDelivery("The body is neither a JSON array nor an object.");
        }
        return new IntuitDelivery(reader.events, reader.unreadable.reasons());
    }

    private static JsonNode read(byte[] body) throws UnreadableDelivery {
        try {
            return JSON.readTree(body);
        } catch (StreamConstraintsException e) {
            throw new UnreadableDelivery("The JSON is beyond the limits: 1 MB, 64 deep, numbers of 100 digits.");
        } catch (IOException e) {
            // Jackson's own message quotes the body.
            throw new UnreadableDelivery("The body is not JSON, or repeats a key.");
        }
    }

    private static final class Reader {

        private final List<IntuitEvent> events = new ArrayList<>();
        private final Unreadable unreadable = new Unreadable();
        private int position;

        void element(JsonNode element) {
            JsonNode notifications = element.get("eventNotifications");
            if (notifications == null) {
                cloudEvent(element);
            } else if (notifications.isArray()) {
                notifications.forEach(this::notification);
            } else {
                unreadable.add("eventNotifications is not a list");
            }
        }

        private void cloudEvent(JsonNode event) {
            Matcher type = TYPE.matcher(text(event, "type"));
            boolean known = type.matches();
            event(
                    text(event, "id"),
                    text(event, "intuitaccountid"),
                    known ? type.group(1) : "",
                    text(event, "intuitentityid"),
                    known ? type.group(2) : "",
                    text(event, "time"));
        }

        private void notification(JsonNode notification) {
            JsonNode entities = notification.path("dataChangeEvent").path("entities");
            if (!entities.isArray()) {
                unreadable.add("a notification has no list of entities");
            }
            for (JsonNode entity : entities) {
                event(
                        "",
                        text(notification, "realmId"),
                        text(entity, "name"),
                        text(entity, "id"),
                        text(entity, "operation"),
                        text(entity, "lastUpdated"));
            }
        }

        private void event(
                String eventId, String realmId, String name, String entityId, String operation, String time) {
            position++;
            String entity = name.toLowerCase(Locale.ROOT);
            if (!is(ENTITY, entity)) {
                unreadable.add("event %d has no type that can be read", position);
            } else if (!is(REALM_ID, realmId)) {
                unreadable.add("event %d has no company that can be read", position);
            } else if (!is(ENTITY_ID, entityId)) {
                unreadable.add("event %d has no object id that can be read", position);
            } else {
                events.add(new IntuitEvent(
                        is(EVENT_ID, eventId) ? eventId : null,
                        realmId,
                        entity,
                        entityId,
                        IntuitEvent.Operation.of(operation.toLowerCase(Locale.ROOT)),
                        instant(time)));
            }
        }
    }

    private static boolean is(Pattern pattern, String text) {
        return pattern.matcher(text).matches();
    }

    private static String text(JsonNode node, String field) {
        return node.path(field).asText("");
    }

    /** Null for what is no time, and for years that a database may not hold. */
    private static Instant instant(String text) {
        try {
            OffsetDateTime time = OffsetDateTime.parse(text, TIME);
            return time.getYear() >= 1970 && time.getYear() <= 9999 ? time.toInstant() : null;
        } catch (DateTimeException e) {
            return null;
        }
    }
}
