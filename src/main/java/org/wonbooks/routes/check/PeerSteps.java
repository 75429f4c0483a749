package org.wonbooks.routes.check;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.wonbooks.component.PeerOptions;
import org.wonbooks.component.read.Question;
import org.wonbooks.component.write.Write;
import org.wonbooks.routes.check.product.Beans;
import org.wonbooks.routes.check.product.NearestName;
import org.wonbooks.routes.check.product.RemovedNames;
import org.wonbooks.routes.file.Endpoint;
import org.wonbooks.routes.file.Entry;
import org.wonbooks.routes.file.RouteFile;

/** The steps that read from Kommo and QuickBooks, and write to them: what only those can hold who know the product. */
final class PeerSteps {

    private static final Map<String, Class<?>> QUESTIONS =
            Map.of("kommo", Question.OfKommo.class, "quickbooks", Question.OfQuickBooks.class);

    private static final Map<String, Class<?>> WRITES =
            Map.of("kommo", Write.ToKommo.class, "quickbooks", Write.ToQuickBooks.class);

    /** What the component passes over without a word. */
    private static final Map<String, List<String>> IDLE =
            Map.of("read", List.of("mapping"), "write", List.of("into", "optional"));

    private final Path directory;
    private final Beans beans;

    PeerSteps(Path directory, Beans beans) {
        this.directory = directory;
        this.beans = beans;
    }

    static boolean is(Endpoint endpoint) {
        return WRITES.containsKey(endpoint.scheme());
    }

    /** Puts down options that don't go together, and names that are none. */
    static void checkOptions(RouteFile file, Endpoint endpoint) {
        String verb = endpoint.path();
        boolean byData =
                endpoint.options().stream().anyMatch(option -> option.text().contains("${"));
        if (byData || verb.isEmpty() || verb.contains("?") || verb.contains("${")) {
            return; // said already
        }
        try {
            PeerOptions.refuseOther(
                    verb, text(endpoint, "path"), text(endpoint, "as"), text(endpoint, "ask"), text(endpoint, "step"));
        } catch (IllegalArgumentException refused) {
            file.fault(endpoint.uri().line(), refused.getMessage());
        }
        for (Entry option : endpoint.options()) {
            boolean ownOfQuestion =
                    endpoint.option("ask").isPresent() && IDLE.get("write").contains(option.name());
            if (IDLE.getOrDefault(verb, List.of()).contains(option.name())) {
                file.fault(option.line(), "'" + option.name() + "' has no effect on a " + verb + ": leave it out");
            } else if (ownOfQuestion) {
                file.fault(option.line(), "'" + option.name() + "' has no effect beside 'ask': the bean says it");
            }
        }
        endpoint.option("into").ifPresent(into -> {
            try {
                PeerOptions.refuseOtherVariable(into.text());
            } catch (IllegalArgumentException refused) {
                file.fault(into.line(), refused.getMessage());
            }
        });
    }

    /** Puts down beans and mappings that are not there, or are not for this. */
    void checkNames(RouteFile file) {
        Endpoint.in(file.root()).filter(PeerSteps::is).forEach(endpoint -> {
            endpoint.option("ask").ifPresent(ask -> checkBean(file, ask, endpoint.scheme(), "question", QUESTIONS));
            endpoint.option("step").ifPresent(step -> checkBean(file, step, endpoint.scheme(), "step", WRITES));
            endpoint.option("step").ifPresent(step -> checkNeedOfMapping(file, endpoint, step));
            endpoint.option("mapping").ifPresent(mapping -> checkMapping(file, mapping));
        });
    }

    private void checkNeedOfMapping(RouteFile file, Endpoint endpoint, Entry step) {
        beans.type(step.text()).filter(Write.class::isAssignableFrom).ifPresent(type -> {
            boolean needed = Write.ByMapping.class.isAssignableFrom(type);
            Optional<Entry> mapping = endpoint.option("mapping");
            if (needed && mapping.isEmpty()) {
                file.fault(
                        step.line(),
                        "'" + step.text() + "' takes from a mapping what it sends: name its file as 'mapping'");
            } else if (!needed && mapping.isPresent()) {
                file.fault(mapping.get().line(), "'mapping' has no effect with '" + step.text() + "': leave it out");
            }
        });
    }

    private void checkBean(RouteFile file, Entry option, String scheme, String kind, Map<String, Class<?>> kinds) {
        String name = option.text();
        if (name.contains("${")) {
            return; // said already
        }
        Optional<Class<?>> type = beans.type(name);
        Optional<String> own = type.flatMap(bean -> schemeOf(bean, kinds));
        if (type.isEmpty()) {
            file.fault(
                    option.line(),
                    RemovedNames.bean(name)
                            .orElseGet(() -> "there is no " + kind + " '" + name + "'"
                                    + NearestName.hint(name, beans.names(kinds.get(scheme)))));
        } else if (own.isEmpty()) {
            file.fault(option.line(), "'" + name + "' is no " + kind);
        } else if (!kinds.get(scheme).isAssignableFrom(type.get())) {
            file.fault(option.line(), "'" + name + "' is a " + kind + " of " + own.get() + ":, not of " + scheme + ":");
        }
    }

    private void checkMapping(RouteFile file, Entry mapping) {
        String name = mapping.text();
        if (!name.matches("[\\w-]+\\.groovy")) {
            file.fault(mapping.line(), "'mapping' is the name of a file in mappings/, such as invoice.groovy");
        } else if (!Files.isRegularFile(directory.resolve("mappings").resolve(name))) {
            file.fault(mapping.line(), "there is no file mappings/" + name + hint(name));
        }
    }

    private String hint(String name) {
        String[] there = directory.resolve("mappings").toFile().list((folder, file) -> file.endsWith(".groovy"));
        return there == null ? "" : NearestName.hint(name, Stream.of(there));
    }

    /** How a bean is used that no route may call by itself; empty: it may be called. */
    static Optional<String> properUse(String name, Class<?> bean) {
        return schemeOf(bean, WRITES)
                .map(scheme -> "'" + name + "' is a step: use " + scheme + ":write with step")
                .or(() -> schemeOf(bean, QUESTIONS)
                        .map(scheme -> "'" + name + "' is a question: use " + scheme + ":read with ask"));
    }

    private static Optional<String> schemeOf(Class<?> bean, Map<String, Class<?>> kinds) {
        Predicate<Map.Entry<String, Class<?>>> fits = kind -> kind.getValue().isAssignableFrom(bean);
        return kinds.entrySet().stream().filter(fits).map(Map.Entry::getKey).findFirst();
    }

    private static String text(Endpoint endpoint, String option) {
        return endpoint.option(option).map(Entry::text).orElse(null);
    }
}
