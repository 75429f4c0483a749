package org.wonbooks.routes.check;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.wonbooks.routes.file.Endpoint;
import org.wonbooks.routes.file.Entry;
import org.wonbooks.routes.file.Expression;
import org.wonbooks.routes.file.RouteFault;
import org.wonbooks.routes.file.RouteFile;

/** What Wonbooks asks of a route file beyond Camel's schema, so that routes can be followed, watched and trusted. */
final class HouseRules {

    private static final Set<String> FOLDERS = Set.of("flows", "steps", "policies");

    /** What a route file may address; HTTP, with its tokens and limits, belongs to the last two. */
    private static final Set<String> SCHEMES = Set.of("direct", "sql", "kommo", "quickbooks");

    private static final Set<String> LANGUAGES =
            Set.of("simple", "constant", "groovy", "method", "variable", "header", "exchangeProperty");

    /** Steps that compute an address while they run. */
    private static final Set<String> COMPUTED_ADDRESSES =
            Set.of("toD", "enrich", "pollEnrich", "recipientList", "routingSlip", "dynamicRouter", "serviceCall");

    private static final Set<String> BRANCHES = Set.of("when", "otherwise", "doCatch", "doFinally", "onFallback");

    private static final Pattern SECRET =
            Pattern.compile("\\b(Bearer|Basic) +(?=\\S*\\d)[\\w.~+/=-]{12,}|\\bRT1-\\w|\\beyJ[\\w-]{8,}\\.");

    private HouseRules() {}

    static void check(RouteFile file) {
        boolean policy = file.folder().equals("policies");
        if (!FOLDERS.contains(file.folder())) {
            file.fault(0, "belongs into flows/, steps/, steps/<system>/ or policies/");
        } else if (!policy && file.all("route").count() != 1) {
            file.fault(1, "a file in " + file.folder() + "/ holds exactly one route");
        }
        for (Entry item : file.root().items()) {
            for (Entry part : item.entries()) {
                checkPart(file, part, policy);
            }
        }
        nodes(file.root()).forEach(node -> checkNode(file, node));
        Expression.in(file.root())
                .filter(expression -> !LANGUAGES.contains(expression.language()))
                .forEach(expression -> file.fault(
                        expression.source().line(),
                        "the language '" + expression.language() + "' is not taken: simple, or groovy in mappings/"));
        Endpoint.in(file.root()).forEach(endpoint -> checkEndpoint(file, endpoint));
        checkSecrets(file.path(), file.text(), file.faults());
    }

    /** Finds what looks like a token; where it says so it does not repeat it. */
    static void checkSecrets(Path path, String text, List<RouteFault> faults) {
        String[] lines = text.split("\n");
        for (int i = 0; i < lines.length; i++) {
            if (SECRET.matcher(lines[i]).find()) {
                faults.add(new RouteFault(path, i + 1, "looks like a secret: revoke it, and keep it out of files"));
            }
        }
    }

    /** The steps and branches at and below an entry: what Camel counts, shows and may log by its id. */
    static Stream<Entry> nodes(Entry root) {
        return root.walk()
                .filter(Entry::isMapping)
                .flatMap(entry -> entry.name().equals("steps")
                        ? entry.entries().stream()
                        : Stream.of(entry).filter(branch -> BRANCHES.contains(branch.name())));
    }

    private static void checkPart(RouteFile file, Entry part, boolean policy) {
        switch (part.name()) {
            case "route" -> checkRoute(file, part, policy);
            case "routeConfiguration" -> {
                // One without an id is for every route that names none.
                if (part.get("id").isPresent()) {
                    checkName(file, part);
                }
                if (!policy) {
                    file.fault(part.line(), "'routeConfiguration' belongs into policies/");
                }
            }
            default -> file.fault(part.line(), "'" + part.name() + "' has no place in route files");
        }
    }

    private static void checkRoute(RouteFile file, Entry route, boolean policy) {
        if (policy && route.text("id").isBlank()) {
            file.fault(route.line(), "the route needs an id");
        } else if (!policy) {
            checkName(file, route);
            route.entries().stream()
                    .filter(entry -> entry.name().startsWith("errorHandler"))
                    .forEach(entry -> file.fault(entry.line(), "'" + entry.name() + "' belongs into policies/"));
        }
        if (route.text("description").isBlank()) {
            file.fault(route.line(), "the route needs a description: what it does, for whoever reads the flow");
        }
        String expected = "direct:" + route.text("id");
        route.get("from").flatMap(from -> from.get("uri")).ifPresent(uri -> {
            if (!route.text("id").isBlank() && !uri.text().equals(expected)) {
                file.fault(uri.line(), "the route is called by its id: " + expected + ", not " + uri.text());
            }
        });
    }

    private static void checkName(RouteFile file, Entry entry) {
        if (!entry.text("id").equals(file.name())) {
            int line = entry.get("id").map(Entry::line).orElse(entry.line());
            file.fault(line, "the id of this " + entry.name() + " is the file's name: " + file.name());
        }
    }

    private static void checkNode(RouteFile file, Entry node) {
        if (COMPUTED_ADDRESSES.contains(node.name())) {
            file.fault(node.line(), "'" + node.name() + "' computes an address: use 'to' with a fixed one");
        }
        if (node.text("id").isBlank()) {
            file.fault(node.line(), "'" + node.name() + "' needs an id: metrics and logs name the step by it");
        }
    }

    private static void checkEndpoint(RouteFile file, Endpoint endpoint) {
        if (!SCHEMES.contains(endpoint.scheme())) {
            file.fault(
                    endpoint.uri().line(),
                    "'" + endpoint.scheme() + ":' is not taken in route files, only direct:, sql:, kommo: and"
                            + " quickbooks:; HTTP goes by the last two");
        }
        if (endpoint.scheme().equals("direct") && endpoint.path().isEmpty()) {
            file.fault(endpoint.uri().line(), "write direct:<name> in one");
        } else if (endpoint.scheme().equals("direct") && !endpoint.path().matches("[\\w.-]+|.*(\\$\\{|\\?).*")) {
            file.fault(endpoint.uri().line(), "direct: is followed by a route's id alone");
        } else if (PeerSteps.is(endpoint) && endpoint.path().isEmpty()) {
            file.fault(
                    endpoint.uri().line(),
                    "write " + endpoint.scheme() + ":read or " + endpoint.scheme() + ":write in one");
        }
        if (endpoint.path().contains("?") && (endpoint.scheme().equals("direct") || PeerSteps.is(endpoint))
                || endpoint.path().matches("classpath:.*\\?.*|file:.*\\?.*")) {
            file.fault(endpoint.uri().line(), "options stand under 'parameters', not behind a '?'");
        }
        Stream.concat(Stream.of(endpoint.uri()), endpoint.owner().get("parameters").stream())
                .flatMap(Entry::walk)
                // :#${…} binds a value in SQL and can't change the statement.
                .filter(entry -> entry.text().replace(":#${", "").contains("${"))
                .forEach(entry -> file.fault(entry.line(), "an address is fixed: data (${…}) never chooses one"));
    }
}
