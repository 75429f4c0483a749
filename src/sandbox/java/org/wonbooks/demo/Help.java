package org.wonbooks.demo;

import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;

/** {@code --help}: says what can be started, and with what; so does a word that nothing is started by. */
final class Help {

    private static final List<String> COMMANDS = List.of("--help", "--check", "--backup", "--demo", "--sandbox");

    /**
     * A property, one of the two switches that Spring Boot has, or the one of a command. What follows a command, as a
     * file, has no dash.
     */
    private static final String PROPERTY = "--[^=]+=.*|--[^=]*\\..*|--debug|--trace|--remember|[^-].*|";

    private static final String TEXT =
            """
            Wonbooks: a deal won in Kommo becomes an invoice in QuickBooks, and what is paid there shows on the deal.

                java -jar wonbooks.jar [COMMAND] [--PROPERTY=VALUE …]     or, quicker, bin/wonbooks

            Without a command it runs until it is stopped. The commands:

                --check [FOLDER]   says what is wrong with route files, by file and line; ./routes if none is named.
                                   Exit code 1 if there is a fault. With --remember, where there is none, a start
                                   on these files need not check them again
                --backup FILE      has the Wonbooks that runs in this folder copy its H2 database
                --demo             plays the whole cycle once, in the sandbox. Exit code 0 if all deals were paid
                --sandbox          starts the simulated Kommo and QuickBooks alone
                --help             says this

            The profiles:

                --spring.profiles.active=sandbox      simulated systems in the same process, by itself
                --spring.profiles.active=production   real accounts; needs those marked with *

            The properties that matter most. Each is a variable too (wonbooks.public-url is WONBOOKS_PUBLICURL); give
            secrets that way, as other users of the machine can see arguments:

                server.port                            8080
                wonbooks.public-url                    * where browsers and webhooks reach it, by https
                wonbooks.encryption-key                * base64 of 32 random bytes, as from: openssl rand -base64 32
                wonbooks.admin.password                * 12 characters or more; the user is admin
                wonbooks.data                          the folder of its data, ./data
                wonbooks.routes                        the folder of the route files, ./routes
                spring.datasource.url                  of PostgreSQL, with .username and .password; by itself H2 in ./data
                wonbooks.quickbooks.client-id          the app at Intuit, with .client-secret and .webhook-verifier-token
                wonbooks.kommo.client-id               the integration at Kommo, with .client-secret

            All of them, and what each means: docs/install.md
            """;

    private Help() {}

    /** Prints it where it was asked for, or is needed; answers the exit code, or empty: there is something to start. */
    static OptionalInt run(String... args) {
        List<String> given = List.of(args);
        if (given.contains("--help")) {
            System.out.print(TEXT);
            return OptionalInt.of(0);
        }
        List<String> unknown = Arrays.stream(args)
                .filter(arg -> !COMMANDS.contains(arg) && !arg.matches("(?s)" + PROPERTY))
                .toList();
        if (unknown.isEmpty()) {
            return OptionalInt.empty();
        }
        System.err.println("Nothing was started, as there is no " + String.join(", ", unknown) + ". The commands are "
                + String.join(", ", COMMANDS) + "; a property is given as --name=value. --help says more.");
        return OptionalInt.of(1);
    }
}
