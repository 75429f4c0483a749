package org.wonbooks.browser;

import java.util.Map;
import java.util.function.Consumer;
import org.wonbooks.testing.Production;

/** From an empty database to a connection that is live, as a person comes there by the pages. */
record FirstSteps(Person person, Consumer<String> look) {

    /** Settings of an installation that nobody has given the keys of its apps. */
    static final Map<String, String> WITHOUT_KEYS = Map.of(
            "wonbooks.quickbooks.client-id", "",
            "wonbooks.quickbooks.client-secret", "",
            "wonbooks.quickbooks.webhook-verifier-token", "",
            "wonbooks.kommo.client-id", "",
            "wonbooks.kommo.client-secret", "");

    void signIn(String url) {
        person.open(url)
                .type("User", "admin")
                .type("Password", Production.PASSWORD)
                .press("Sign in")
                .sees("Connections");
    }

    /** Those of the apps at Intuit and Kommo, for all connections. */
    void enterTheKeys() {
        person.press("There is no connection yet: add the first one.").sees("The keys of your two apps");
        look.accept("new-connection");
        person.type("Client ID", "sandbox-client")
                .type("Client Secret", "sandbox-secret")
                .type("Verifier token of the webhooks", "sandbox-verifier")
                .type("Integration ID", "sandbox-client")
                .type("Secret key", "sandbox-secret")
                .press("Save the keys")
                .sees("The keys were saved.");
        look.accept("new-connection-keys-saved");
    }

    void connectBothSides() {
        person.type("Address of the Kommo account", "https://acme.kommo.com/leads/")
                .press("Next");
        person.sees("2. Connect Kommo");
        look.accept("new-connection-kommo");
        person.press("Connect Kommo").sees("3. Connect QuickBooks");
        look.accept("new-connection-quickbooks");
        person.press("Connect QuickBooks").sees("4. What to bill");
        look.accept("new-connection-bill");
    }

    void sayWhatToBill() {
        person.press("Save and go on").sees("What to bill is saved.");
        look.accept("live-before");
    }

    void goLive() {
        person.press("Go live").press("Yes, go live").sees("It is live");
        look.accept("live");
    }
}
