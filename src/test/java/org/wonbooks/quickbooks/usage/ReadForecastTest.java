package org.wonbooks.quickbooks.usage;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReadForecastTest {

    @ParameterizedTest
    @CsvSource({
        "0, 2026-11-16T00:00:00Z, 0",
        "100, 2026-11-16T00:00:00Z, 200",
        "100, 2026-11-30T23:59:59Z, 100",
        // The first day: as if it were over.
        "10, 2026-11-01T00:00:01Z, 300",
        "10, 2026-11-01T23:59:59Z, 300",
        "28, 2026-02-15T00:00:00Z, 56",
    })
    void goesOnAsItBegan(long reads, Instant now, long forecast) {
        assertThat(ReadForecast.forecast(reads, now)).isEqualTo(forecast);
    }
}
