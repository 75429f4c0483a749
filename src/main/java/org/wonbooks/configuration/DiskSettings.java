package org.wonbooks.configuration;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * What concerns the disk that H2 is on.
 *
 * @param reserve how much room on it is left to what was taken already; 0: none
 */
@ConfigurationProperties("wonbooks.disk")
public record DiskSettings(@DefaultValue("64MB") DataSize reserve) {}
