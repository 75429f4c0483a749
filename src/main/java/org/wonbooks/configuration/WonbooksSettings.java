package org.wonbooks.configuration;

import java.nio.file.Path;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What concerns the whole of Wonbooks.
 *
 * @param publicUrl where browsers and webhooks reach us, without a slash at its end
 * @param encryptionKey base64 of 32 bytes; several, comma-separated, newest first
 * @param routes the folder of flows, steps, policies and mappings
 * @param admin who may use the console and the API
 */
@ConfigurationProperties("wonbooks")
public record WonbooksSettings(
        String publicUrl,
        @DefaultValue("") String encryptionKey,
        @DefaultValue("./routes") Path routes,
        @DefaultValue Admin admin) {

    /** The one user of console and API. */
    public record Admin(@DefaultValue("admin") String username, @DefaultValue("") String password) {}

    /** Keeps secrets out of logs. */
    @Override
    public String toString() {
        return "WonbooksSettings[publicUrl=" + publicUrl + ", routes=" + routes + "]";
    }
}
