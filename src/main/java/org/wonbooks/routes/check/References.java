package org.wonbooks.routes.check;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.wonbooks.routes.check.product.Beans;
import org.wonbooks.routes.check.product.NearestName;
import org.wonbooks.routes.check.product.RemovedNames;
import org.wonbooks.routes.file.Endpoint;
import org.wonbooks.routes.file.Entry;
import org.wonbooks.routes.file.RouteFile;

/** Whether what the files name exists: routes, policies, beans, mappings; and whether a name is there once. */
final class References {

    private static final String ROUTES = "{{wonbooks.routes}}/";
    private static final Pattern RESOURCE = Pattern.compile("(?:resource:|sql:(?=classpath:|file:))(\\w+):(.*)");

    private final Path directory;
    private final List<RouteFile> files;
    private final Beans beans;

    References(Path directory, List<RouteFile> files, Beans beans) {
        this.directory = directory.toAbsolutePath().normalize();
        this.files = files;
        this.beans = beans;
    }

    /** Checks all files together. */
    void check(Set<String> javaDirects) {
        checkNodeIds();
        checkDirects(javaDirects);
        checkPolicies();
        files.forEach(new CallableBeans(beans)::check);
        files.forEach(new PeerSteps(directory, beans)::checkNames);
        files.forEach(file -> file.root().walk().forEach(entry -> checkResource(file, entry)));
    }

    /** Camel wants them unique over all routes, and refuses to start otherwise. */
    private void checkNodeIds() {
        Map<String, String> places = new HashMap<>();
        for (RouteFile file : files) {
            file.all("route").forEach(route -> HouseRules.nodes(route)
                    .flatMap(node -> node.get("id").stream())
                    .forEach(id -> claim(
                            places,
                            route.text("nodePrefixId") + id.text(),
                            "; ids differ over all routes, or the route has a nodePrefixId",
                            file,
                            id)));
        }
    }

    private void checkDirects(Set<String> javaDirects) {
        Map<String, String> places = new HashMap<>();
        javaDirects.forEach(name -> places.put("direct:" + name, "Java"));
        for (RouteFile file : files) {
            file.all("route")
                    .flatMap(route -> route.get("from").stream())
                    .flatMap(from -> from.get("uri").stream())
                    .forEach(uri -> claim(places, uri.text(), "", file, uri));
        }
        for (RouteFile file : files) {
            Endpoint.in(file.root())
                    .map(Endpoint::uri)
                    .filter(uri -> uri.text().matches("direct:[\\w.-]+") && !places.containsKey(uri.text()))
                    .forEach(uri -> file.fault(
                            uri.line(),
                            RemovedNames.direct(uri.text())
                                    .orElseGet(() -> "no route is called " + uri.text()
                                            + NearestName.hint(uri.text(), places.keySet().stream()))));
        }
        for (RouteFile file : files) {
            Endpoint.in(file.root())
                    .filter(endpoint -> places.containsKey(endpoint.uri().text()))
                    .filter(endpoint -> !endpoint.options().isEmpty())
                    .forEach(endpoint -> file.fault(endpoint.uri().line(), "direct: takes no parameters"));
        }
        if (RemovedNames.variablesAreGone(places)) {
            files.forEach(References::checkVariables);
        }
    }

    /** A variable that was an argument of a route is set for nobody. */
    private static void checkVariables(RouteFile file) {
        file.root()
                .walk()
                .filter(entry -> entry.name().equals("setVariable"))
                .flatMap(entry -> entry.get("name").stream())
                .forEach(name -> RemovedNames.variable(name.text()).ifPresent(words -> file.fault(name.line(), words)));
    }

    private void claim(Map<String, String> places, String name, String advice, RouteFile file, Entry entry) {
        String place = directory.relativize(file.path().toAbsolutePath().normalize()) + ":" + entry.line();
        String first = places.putIfAbsent(name, place);
        if (first != null) {
            file.fault(entry.line(), "'" + name + "' is taken already, by " + first + advice);
        }
    }

    /** Camel leaves a route without error handling, and says nothing, when its policy is not there. */
    private void checkPolicies() {
        Set<String> known = files.stream()
                .flatMap(file -> file.all("routeConfiguration"))
                .map(policy -> policy.text("id"))
                .collect(Collectors.toSet());
        for (RouteFile file : files) {
            file.all("route")
                    .flatMap(route -> route.get("routeConfigurationId").stream())
                    .filter(id -> !known.contains(id.text()))
                    .forEach(id -> file.fault(id.line(), "no routeConfiguration has the id '" + id.text() + "'"));
        }
    }

    private void checkResource(RouteFile file, Entry entry) {
        Matcher resource = RESOURCE.matcher(entry.text());
        if (!resource.matches()) {
            return;
        }
        String path = resource.group(2);
        switch (resource.group(1)) {
            case "classpath" -> {
                if (References.class.getResource("/" + path) == null) {
                    file.fault(entry.line(), "the product has no file " + path);
                }
            }
            case "file" -> {
                Path target = directory.resolve(path.replace(ROUTES, "")).normalize();
                if (!path.startsWith(ROUTES) || !target.startsWith(directory)) {
                    file.fault(entry.line(), "files are named as " + ROUTES + "mappings/…");
                } else if (!Files.isRegularFile(target)) {
                    file.fault(entry.line(), "there is no file " + directory.relativize(target));
                }
            }
            default -> file.fault(entry.line(), "resources come by file:" + ROUTES + "… or classpath:…");
        }
    }
}
