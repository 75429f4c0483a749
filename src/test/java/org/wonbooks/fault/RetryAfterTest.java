package org.wonbooks.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class RetryAfterTest {

    private static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1                             | PT1S",
                "' 42 '                        | PT42S",
                "3600                          | PT1H",
                "3601                          | PT1H",
                "99999999999999999999999999    | PT1H",
                "0                             | PT1S",
                "Tue, 24 Nov 2026 12:00:07 GMT | PT7S",
                "Tue, 24 Nov 2026 11:59:00 GMT | PT1S",
                "Wed, 24 Nov 2027 12:00:00 GMT | PT1H",
            })
    void isSoManySecondsOrUntilATimeWithinReason(String header, Duration wait) {
        assertThat(RetryAfter.read(header, NOW)).isEqualTo(wait);
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "soon", "-5", "1.5", "2 s", "Tue, 99 Nov 2026 12:00:07 GMT", "٤٢"})
    void isNoneWhereItSaysNothing(String header) {
        assertThat(RetryAfter.read(header, NOW)).isNull();
    }
}
