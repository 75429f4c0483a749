package org.wonbooks.connection;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.wonbooks.connection.Connection.Live;
import org.wonbooks.connection.Connection.Live.Gap;

/** When a connection was not at work the last time. */
class LiveTest {

    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
    private static final Gap EARLIER = new Gap(NOON.minus(Duration.ofHours(9)), NOON.minus(Duration.ofHours(5)));

    @Test
    void whatWasNeverSeenAtWorkHasNoGap() {
        assertThat(new Live(NOON.minus(Duration.ofDays(1)), null, null).gap(NOON))
                .isNull();
    }

    @ParameterizedTest
    @CsvSource({"PT0S, false", "PT1M, false", "PT10M, false", "PT10M0.001S, true", "PT11M, true", "P9D, true"})
    void isNoticedAfterTenMinutes(Duration unseen, boolean noticed) {
        Instant seen = NOON.minus(unseen);
        assertThat(new Live(null, seen, null).gap(NOON)).isEqualTo(noticed ? new Gap(seen, NOON) : null);
    }

    @Test
    void theLastOneStaysUntilAnotherOneIsNoticed() {
        Live live = new Live(null, NOON.minus(Duration.ofMinutes(10)), EARLIER);
        assertThat(live.gap(NOON)).isEqualTo(EARLIER);
        assertThat(live.gap(NOON.plusMillis(1))).isEqualTo(new Gap(live.seenAt(), NOON.plusMillis(1)));
    }

    @ParameterizedTest
    @CsvSource({"PT0S, true", "PT59M59.999S, true", "PT1H, false", "PT2H, false"})
    void thoseLessThanAnHourApartAreOne(Duration atWork, boolean one) {
        Instant seen = EARLIER.to().plus(atWork);
        assertThat(new Live(null, seen, EARLIER).gap(NOON)).isEqualTo(new Gap(one ? EARLIER.from() : seen, NOON));
    }
}
