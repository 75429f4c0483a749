package org.wonbooks.work.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.actuate.health.Status;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.wonbooks.testing.TestClock;

/** A look for due work that does not come back is seen, and told once. */
@ExtendWith(OutputCaptureExtension.class)
class WorkHealthIndicatorTest {

    private final TestClock clock = new TestClock(Instant.parse("2026-11-30T12:00:00Z"));
    private final WorkHealthIndicator health = new WorkHealthIndicator(clock);

    @Test
    void beforeTheFirstLookNothingIsOverdue() {
        clock.pass(Duration.ofHours(1));
        health.watch();
        assertThat(health.health().getStatus()).isEqualTo(Status.UP);
    }

    @Test
    void aLookThatDoesNotComeBackIsToldOnce(CapturedOutput output) {
        health.cameBack();
        clock.pass(Duration.ofSeconds(59));
        health.watch();
        assertThat(health.health().getStatus()).isEqualTo(Status.UP);
        clock.pass(Duration.ofSeconds(2));
        health.watch();
        health.watch();
        assertThat(health.health().getStatus()).isEqualTo(Status.DOWN);
        assertThat(output).containsOnlyOnce("No look for due work has come back since 2026-11-30T12:00:00Z");

        health.cameBack();
        assertThat(health.health().getStatus()).isEqualTo(Status.UP);
    }
}
