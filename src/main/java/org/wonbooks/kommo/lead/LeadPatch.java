package org.wonbooks.kommo.lead;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.wonbooks.kommo.LeadRefusedFault;

/** A change to a deal, as Kommo takes it. */
public final class LeadPatch {

    private static final String FIELDS = "custom_fields_values";

    private static final JsonMapper EXACT = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    private LeadPatch() {}

    /** What of a patch is not true of the deal yet; empty: nothing. */
    public static Map<String, Object> differences(Lead lead, Map<String, Object> patch, ZoneId zone) {
        Map<String, Object> left = new LinkedHashMap<>(patch);
        if (patch.get(FIELDS) instanceof List<?> fields) {
            List<?> differing = fields.stream()
                    .filter(field -> !(field instanceof Map<?, ?> each && shown(lead, each, zone)))
                    .toList();
            if (differing.isEmpty()) {
                left.remove(FIELDS);
            } else {
                left.put(FIELDS, differing);
            }
        }
        return left;
    }

    /** What is left of a patch, as JSON, without what Kommo refused of it; empty: it has nothing of that. */
    public static Optional<String> without(String patch, LeadRefusedFault refusal) {
        ObjectNode left = (ObjectNode) read(patch);
        boolean moved = moves(left);
        if (refusal.stage()) {
            left.remove(List.of("status_id", "pipeline_id"));
        }
        List<JsonNode> kept = new ArrayList<>();
        JsonNode fields = left.path(FIELDS);
        for (int number = 0; number < fields.size(); number++) {
            if (!refusal.fields().contains(number)) {
                kept.add(fields.get(number));
            }
        }
        boolean fewer = kept.size() < fields.size();
        if (fewer && kept.isEmpty()) {
            left.remove(FIELDS);
        } else if (fewer) {
            left.putArray(FIELDS).addAll(kept);
        }
        return fewer || refusal.stage() && moved ? Optional.of(left.toString()) : Optional.empty();
    }

    /** Does a patch move the deal? */
    public static boolean moves(String patch) {
        return moves(read(patch));
    }

    private static boolean moves(JsonNode patch) {
        return patch.has("status_id") || patch.has("pipeline_id");
    }

    /** The code of a field that was written. */
    public static String fieldCode(String patch, int number) {
        return read(patch).path(FIELDS).path(number).path("field_code").asText();
    }

    private static JsonNode read(String patch) {
        try {
            return EXACT.readTree(patch);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean shown(Lead lead, Map<?, ?> field, ZoneId zone) {
        List<String> present = lead.texts(String.valueOf(field.get("field_code")));
        Object wanted = null;
        if (field.get("values") instanceof List<?> values) {
            if (values.isEmpty() || !(values.get(0) instanceof Map<?, ?> first)) {
                return false;
            }
            wanted = first.get("value");
        }
        if (wanted == null || present.isEmpty()) {
            return wanted == null && present.isEmpty();
        }
        return same(present.get(0), wanted.toString(), zone);
    }

    /** Numbers may differ in their zeros; Kommo gives a day as the second at which it begins. */
    private static boolean same(String present, String wanted, ZoneId zone) {
        if (present.equals(wanted)) {
            return true;
        }
        try {
            if (wanted.contains("T")) {
                LocalDate day = OffsetDateTime.parse(wanted).toLocalDate();
                return LocalDate.ofInstant(Instant.ofEpochSecond(Long.parseLong(present)), zone)
                        .equals(day);
            }
            return new BigDecimal(present).compareTo(new BigDecimal(wanted)) == 0;
        } catch (RuntimeException other) {
            return false;
        }
    }
}
