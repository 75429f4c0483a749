package org.wonbooks.flow.billing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import java.time.Duration;
import java.time.Instant;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.wonbooks.connection.Connection;
import org.wonbooks.connection.ConnectionSettings;
import org.wonbooks.fault.PermanentFault;
import org.wonbooks.kommo.account.FieldList;
import org.wonbooks.kommo.lead.Lead;
import org.wonbooks.testing.ProductJson;
import org.wonbooks.testing.TestClock;

class KnownFieldsTest {

    private final TestClock clock = new TestClock(Instant.parse("2026-11-22T12:00:00Z"));
    private final KnownFields fields = new KnownFields(clock);
    private final Connection connection = mock();
    private final Lead silent = ProductJson.read("{\"id\": 17}", Lead.class);

    @BeforeEach
    void readTheCurrency() {
        settings("{\"invoice\": {\"currencyField\": \"CURRENCY\"}}");
    }

    @Test
    void areAskedForOnceAnHour() {
        assertThat(fields.unknown(connection, silent)).isTrue();
        fields.keep(connection, silent, list("CURRENCY"));
        assertThat(fields.unknown(connection, silent)).isFalse();
        clock.pass(Duration.ofMinutes(61));
        assertThat(fields.unknown(connection, silent)).isTrue();
    }

    @Test
    void areNotAskedForWhereNothingIsReadOrTheDealSaysIt() {
        Lead filled = ProductJson.read(
                "{\"id\": 17, \"custom_fields_values\": [{\"field_code\": \"CURRENCY\", \"values\": [{\"value\": \"EUR\"}]}]}",
                Lead.class);
        assertThat(fields.unknown(connection, filled)).isFalse();
        settings("{\"invoice\": {\"discountField\": \"OFF\"}}");
        assertThat(fields.unknown(connection, silent)).isFalse();
    }

    @Test
    void thatAreGoneAreNamedAndLookedForByEachDeal() {
        for (int i = 0; i < 2; i++) {
            assertThat(fields.unknown(connection, silent)).isTrue();
            assertThatExceptionOfType(PermanentFault.class)
                    .isThrownBy(() -> fields.keep(connection, silent, list("OTHER")))
                    .withMessage("Kommo's deals have no field \"CURRENCY\"");
        }
        assertThatExceptionOfType(PermanentFault.class).isThrownBy(() -> fields.keep(connection, silent, null));
    }

    /** Kommo gives 250 at most. */
    @Test
    void beyondTheFirstPageAreNotKnownToBeGone() {
        String[] many = IntStream.range(0, 250).mapToObj(i -> "F" + i).toArray(String[]::new);
        assertThatNoException().isThrownBy(() -> fields.keep(connection, silent, list(many)));
    }

    private void settings(String json) {
        when(connection.settings()).thenReturn(ProductJson.read(json, ConnectionSettings.class));
    }

    private static FieldList list(String... codes) {
        return ProductJson.read(
                Stream.of(codes)
                        .map("{\"id\": 1, \"name\": \"Field\", \"type\": \"text\", \"code\": \"%s\"}"::formatted)
                        .collect(Collectors.joining(", ", "{\"_embedded\": {\"custom_fields\": [", "]}}")),
                FieldList.class);
    }
}
