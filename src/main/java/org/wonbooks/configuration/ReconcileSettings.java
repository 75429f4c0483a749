package org.wonbooks.configuration;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How often each system is looked through for what no webhook told; 0: never by itself.
 *
 * @param quickbooksInterval null where nobody set it: then it grows while nothing is found
 */
@ConfigurationProperties("wonbooks.reconcile")
public record ReconcileSettings(@DefaultValue("10m") Duration kommoInterval, Duration quickbooksInterval) {

    private static final Duration USUAL = Duration.ofMinutes(30);

    /** Change data go back for 30 days. */
    private static final Duration LONGEST = Duration.ofHours(6);

    /** So often it can be doubled. */
    private static final int MOST_CALM = 4;

    /** As it was set, else as it begins. */
    @Override
    public Duration quickbooksInterval() {
        return quickbooksInterval == null ? USUAL : quickbooksInterval;
    }

    /** Does the interval of QuickBooks grow? One that was set does not. */
    public boolean grows() {
        return quickbooksInterval == null;
    }

    /** @param calm how many sweeps in a row have found nothing */
    public Duration quickbooksInterval(int calm) {
        if (!grows()) {
            return quickbooksInterval;
        }
        Duration grown = USUAL.multipliedBy(1L << Math.min(calm, MOST_CALM));
        return grown.compareTo(LONGEST) < 0 ? grown : LONGEST;
    }

    /** The longest that it can be. */
    public Duration longestQuickbooksInterval() {
        return quickbooksInterval(MOST_CALM);
    }
}
