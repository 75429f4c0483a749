package org.wonbooks.configuration;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How fast the peers may be called by all instances together: somewhat less than they allow, as a call that is late on
 * its way counts among those of the next second.
 *
 * @param quickbooksInFlight how many calls of one realm may be on their way, and pieces of its work run, at once
 */
@ConfigurationProperties("wonbooks.limits")
public record LimitSettings(
        @DefaultValue("480") int quickbooksPerMinute,
        @DefaultValue("9") int quickbooksPerSecond,
        @DefaultValue("8") int quickbooksInFlight,
        @DefaultValue("6") int kommoPerSecond) {}
