package org.wonbooks.configuration;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How work is claimed and run.
 *
 * @param lease how long a claim holds without being renewed
 * @param poll how often due work is looked for, whether anybody has said that there is some or not
 * @param concurrency how many pieces of work run at once in this instance
 * @param probe how often a peer that is down is tried
 * @param gather how long a change of an invoice waits: a payment is told of by itself beside its invoice, and read
 *     first, it spares us reading the invoice twice
 */
@ConfigurationProperties("wonbooks.work")
public record WorkSettings(
        @DefaultValue("20s") Duration lease,
        @DefaultValue("2s") Duration poll,
        @DefaultValue("16") int concurrency,
        @DefaultValue("30s") Duration probe,
        @DefaultValue("3s") Duration gather) {}
