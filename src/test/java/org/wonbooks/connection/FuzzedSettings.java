package org.wonbooks.connection;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import org.springframework.http.HttpStatus;
import org.springframework.web.server.ResponseStatusException;
import org.wonbooks.console.RequestJson;

/** What has to be true of settings, whatever JSON somebody sends for them. */
public final class FuzzedSettings {

    private FuzzedSettings() {}

    /** As the API takes them. */
    record Body(JsonNode settings) {}

    /** They are refused in words, or kept as they are, and can be shown in a few digits. */
    public static void merge(String text) {
        ConnectionSettings settings;
        try {
            JsonNode changes = RequestJson.read(text, Body.class).settings();
            if (changes == null) {
                return;
            }
            settings = RequestJson.merge(ConnectionSettings.defaults(), changes);
        } catch (ResponseStatusException refused) {
            assertThat(refused.getStatusCode()).isEqualTo(HttpStatus.BAD_REQUEST);
            assertThat(refused.getReason()).isNotBlank();
            return;
        }
        assertThat(settings).isNotNull();
        assertThat(new StoredSettings().read(StoredSettings.write(settings))).isEqualTo(settings);
        BigDecimal most = settings.invoice().maxAmount();
        if (most != null) {
            assertThat(Math.abs((long) most.precision() - most.scale())).isLessThan(100);
            assertThat(most.toPlainString()).hasSizeLessThan(100);
        }
    }
}
