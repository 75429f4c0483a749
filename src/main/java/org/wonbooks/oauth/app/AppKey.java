package org.wonbooks.oauth.app;

import java.util.Arrays;

/** One key of an app, under the name that the configuration has for it. */
public enum AppKey {
    KOMMO_CLIENT_ID("kommo.client-id"),
    KOMMO_CLIENT_SECRET("kommo.client-secret"),
    QUICKBOOKS_CLIENT_ID("quickbooks.client-id"),
    QUICKBOOKS_CLIENT_SECRET("quickbooks.client-secret"),
    WEBHOOK_VERIFIER_TOKEN("quickbooks.webhook-verifier-token");

    private final String title;

    AppKey(String title) {
        this.title = title;
    }

    /** Its name below {@code wonbooks.}, in rows too. */
    public String title() {
        return title;
    }

    /** What a sealed one is bound to. */
    public static String place(String title) {
        return "app_key/" + title;
    }

    static AppKey called(String title) {
        return Arrays.stream(values())
                .filter(key -> key.title.equals(title))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("No key is called " + title));
    }
}
