package org.wonbooks.console;

import org.springframework.http.HttpStatusCode;
import org.springframework.web.server.ResponseStatusException;

/** What is refused for the sake of one setting, so that it can be said at its field. */
public final class SettingRefused extends ResponseStatusException {

    private final String setting;

    /** @param setting its name in the API */
    public SettingRefused(HttpStatusCode status, String setting, String reason) {
        super(status, reason);
        this.setting = setting;
    }

    /** Its name in the API. */
    public String setting() {
        return setting;
    }
}
