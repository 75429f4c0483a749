package org.wonbooks.configuration;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * When tokens are refreshed.
 *
 * @param refreshBefore an access token with less than this left is due
 */
@ConfigurationProperties("wonbooks.tokens")
public record TokenSettings(@DefaultValue("30m") Duration refreshBefore) {}
