package org.wonbooks.kommo;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A change to a deal, as Kommo takes it. */
public final class LeadPatch {

    private static final String FIELDS = "custom_fields_values";

    private LeadPatch() {}

    /** What of a patch is not true of the deal yet; empty: nothing. */
    public static Map<String, Object> differences(Lead lead, Map<String, Object> patch, ZoneId zone) {
        Map<String, Object> left = new LinkedHashMap<>(patch);
        if (patch.get(FIELDS) instanceof List<?> fields) {
            List<?> differing = fields.stream()
                    .filter(field -> !shown(lead, (Map<?, ?>) field, zone))
                    .toList();
            if (differing.isEmpty()) {
                left.remove(FIELDS);
            } else {
                left.put(FIELDS, differing);
            }
        }
        return left;
    }

    private static boolean shown(Lead lead, Map<?, ?> field, ZoneId zone) {
        List<String> present = lead.texts(String.valueOf(field.get("field_code")));
        Object wanted = field.get("values") instanceof List<?> values ? ((Map<?, ?>) values.get(0)).get("value") : null;
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
