package org.wonbooks.configuration;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/** How often each system is looked through for what no webhook told; 0: never by itself. */
@ConfigurationProperties("wonbooks.reconcile")
public record ReconcileSettings(
        @DefaultValue("10m") Duration kommoInterval, @DefaultValue("30m") Duration quickbooksInterval) {}
