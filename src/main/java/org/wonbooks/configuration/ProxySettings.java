package org.wonbooks.configuration;

import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What stands between us and browsers.
 *
 * @param trustedProxies addresses, or ranges like {@code 10.0.0.0/8}, of proxies whose word counts about whom they
 *     forward for; empty: nobody's does
 */
@ConfigurationProperties("wonbooks")
public record ProxySettings(@DefaultValue List<String> trustedProxies) {}
