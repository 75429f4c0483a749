package org.wonbooks.console.connection;

import org.wonbooks.console.RequestJson;
import org.wonbooks.console.ShownText;

/** What a person calls a connection. */
public final class ConnectionName {

    private static final int LONGEST = 200;

    private ConnectionName() {}

    /** The name of a person's request; throws a 400 for one that nobody could read as it is. */
    public static String read(String name) {
        if (name == null || name.isBlank() || name.strip().length() > LONGEST) {
            throw RequestJson.refused("A name is needed, of at most " + LONGEST + " characters.");
        }
        if (!ShownText.isPlain(name)) {
            throw RequestJson.refused(
                    "The name has a character that can't be shown, or that turns the text around it.");
        }
        return name.strip();
    }
}
