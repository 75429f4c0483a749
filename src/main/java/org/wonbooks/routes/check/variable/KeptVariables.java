package org.wonbooks.routes.check.variable;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.wonbooks.component.KommoEndpoint;
import org.wonbooks.component.QuickBooksEndpoint;
import org.wonbooks.component.read.Keeps;
import org.wonbooks.component.read.Run;
import org.wonbooks.routes.check.product.Beans;
import org.wonbooks.routes.check.product.Members;
import org.wonbooks.routes.check.product.VariableTypes;
import org.wonbooks.routes.file.Endpoint;
import org.wonbooks.routes.file.Entry;
import org.wonbooks.routes.file.RouteFile;

/** What keeps a variable: a step by its own words, the bean that it names, or the run itself. */
final class KeptVariables {

    private static final Map<String, Map<String, Class<?>>> ANSWERS =
            Map.of("kommo", KommoEndpoint.TYPES, "quickbooks", QuickBooksEndpoint.TYPES);

    /** What a run has of its own, each by the method of its name. */
    private static final List<String> OF_RUN = List.of("work", "connection", "deal", "lease");

    private final Beans beans;

    KeptVariables(Beans beans) {
        this.beans = beans;
    }

    /** A variable, and what it is then; Object: not known. */
    record Kept(String name, Class<?> type) {}

    /** All that anything in the files can keep. */
    VariableTypes in(List<RouteFile> files) {
        Map<String, Set<Class<?>>> types = new HashMap<>();
        OF_RUN.forEach(name -> types.put(name, new HashSet<>(Set.of(ofRun(name)))));
        files.stream().flatMap(file -> file.root().walk()).flatMap(this::by).forEach(kept -> types.computeIfAbsent(
                        kept.name(), name -> new HashSet<>())
                .add(kept.type()));
        return new VariableTypes(types);
    }

    private static Class<?> ofRun(String name) {
        try {
            return Run.class.getMethod(name).getReturnType();
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What an entry of a route file keeps, leaving aside what stands below it. */
    Stream<Kept> by(Entry entry) {
        if (!entry.isMapping()) {
            return Stream.empty();
        }
        List<Kept> all = new ArrayList<>();
        if (entry.name().equals("setVariable") || entry.name().equals("variables")) {
            all.add(new Kept(entry.text("name"), typeOf(entry)));
        }
        entry.get("variableReceive").ifPresent(name -> all.add(new Kept(name.text(), Object.class)));
        entry.get("uri").map(uri -> new Endpoint(entry, uri)).ifPresent(endpoint -> {
            endpoint.option("into").ifPresent(into -> all.add(new Kept(into.text(), answer(endpoint))));
            Stream.of("ask", "step")
                    .flatMap(option -> endpoint.option(option).stream())
                    .forEach(bean -> keptBy(bean.text()).forEach(all::add));
        });
        entry.get("ref").ifPresent(bean -> keptBy(bean.text()).forEach(all::add));
        all.removeIf(kept -> kept.name().isBlank());
        return all.stream();
    }

    private static Class<?> answer(Endpoint endpoint) {
        String as = endpoint.option("as").map(Entry::text).orElse("");
        return ANSWERS.getOrDefault(endpoint.scheme(), Map.of()).getOrDefault(as, Object.class);
    }

    private Stream<Kept> keptBy(String bean) {
        return beans.type(bean).stream()
                .flatMap(type -> Stream.of(type.getAnnotationsByType(Keeps.class)))
                .map(keeps -> new Kept(keeps.value(), keeps.as()));
    }

    /** What {@code setVariable} sets: known where a bean's method says it. */
    private Class<?> typeOf(Entry set) {
        Set<Class<?>> types = set.get("expression").flatMap(expression -> expression.get("method")).stream()
                .flatMap(call -> beans.type(call.text("ref")).stream()
                        .flatMap(bean ->
                                Members.methods(bean, call.text("method").replaceFirst("\\(.*", "")).stream()))
                .filter(method -> !method.isBridge())
                .map(Method::getReturnType)
                .collect(Collectors.toSet());
        return types.size() == 1 ? types.iterator().next() : Object.class;
    }
}
