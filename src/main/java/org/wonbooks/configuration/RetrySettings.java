package org.wonbooks.configuration;

import java.time.Duration;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/** Waits between attempts; after the last one, the dead letter. */
@ConfigurationProperties("wonbooks.retry")
public record RetrySettings(
        @DefaultValue({"10s", "30s", "2m", "10m", "1h", "3h", "6h", "12h", "24h", "24h", "24h"})
                List<Duration> delays) {}
