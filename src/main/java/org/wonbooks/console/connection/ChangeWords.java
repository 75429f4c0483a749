package org.wonbooks.console.connection;

import java.util.Locale;

/** What a change of a connection was, for the audit. */
final class ChangeWords {

    private ChangeWords() {}

    /** Secrets are not among them. */
    static String of(ConnectionActions.Change change) {
        StringBuilder words = new StringBuilder();
        say(words, "name", change.name());
        if (change.kommo() != null) {
            say(words, "kommo.subdomain", change.kommo().subdomain());
            say(words, "kommo.longLivedToken", change.kommo().longLivedToken() == null ? null : "replaced");
        }
        if (change.quickbooks() != null) {
            say(words, "quickbooks.refreshToken", change.quickbooks().refreshToken() == null ? null : "replaced");
        }
        say(words, "settings", change.settings());
        say(words, "paused", change.paused());
        say(words, "mode", change.mode() == null ? null : change.mode().toLowerCase(Locale.ROOT));
        return words.toString();
    }

    private static void say(StringBuilder words, String what, Object value) {
        if (value != null) {
            words.append(words.isEmpty() ? "" : ", ").append(what).append(' ').append(value);
        }
    }
}
