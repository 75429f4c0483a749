package org.wonbooks.configuration;

import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where Kommo is and who we are there.
 *
 * @param apiUrl a template with {@code {subdomain}} in it
 * @param lookupUrl a template with {@code {api_domain}} in it: the host that says where an account is by now
 * @param accountDomains domains whose subdomains are accepted as {@code referer} at the OAuth callback
 */
@ConfigurationProperties("wonbooks.kommo")
public record KommoSettings(
        @DefaultValue("") String clientId,
        @DefaultValue("") String clientSecret,
        @DefaultValue("https://{subdomain}.kommo.com") String apiUrl,
        @DefaultValue("https://{api_domain}") String lookupUrl,
        @DefaultValue("https://www.kommo.com/oauth") String authorizeUrl,
        @DefaultValue("kommo.com") List<String> accountDomains) {

    /** The base address of one account, without a slash at its end. */
    public String accountUrl(String subdomain) {
        return apiUrl.replace("{subdomain}", subdomain);
    }

    /** Keeps secrets out of logs. */
    @Override
    public String toString() {
        return "KommoSettings[apiUrl=" + apiUrl + "]";
    }
}
