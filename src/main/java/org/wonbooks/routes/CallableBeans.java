package org.wonbooks.routes;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import org.springframework.util.StringUtils;

/** The beans that a route file may call, from the index that the compiler writes: nothing is started to know them. */
final class CallableBeans {

    private static final String INDEX = "/META-INF/spring.components";

    /** The keys of a step and of an expression that call a bean. */
    private static final Set<String> CALLS = Set.of("bean", "method");

    private final Map<String, String> classes = new HashMap<>();

    CallableBeans() {
        Properties index = new Properties();
        try (InputStream in = CallableBeans.class.getResourceAsStream(INDEX)) {
            index.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        index.stringPropertyNames().forEach(type -> classes.put(nameOf(type), type));
    }

    /** Puts down each call in the file that finds no bean, or no such method of it. */
    void check(RouteFile file) {
        file.root()
                .walk()
                .filter(entry -> entry.isMapping() && CALLS.contains(entry.name()))
                .forEach(call -> call.get("ref").ifPresent(bean -> check(file, call, bean)));
    }

    private void check(RouteFile file, Entry call, Entry bean) {
        String type = classes.get(bean.text());
        if (type == null) {
            file.fault(bean.line(), "there is no bean '" + bean.text() + "'");
            return;
        }
        call.get("method")
                .filter(method -> !has(type, method.text().replaceFirst("\\(.*", "")))
                .ifPresent(method -> file.fault(
                        method.line(), "the bean '" + bean.text() + "' has no method '" + method.text() + "'"));
    }

    private static boolean has(String type, String method) {
        try {
            Class<?> bean = Class.forName(type, false, CallableBeans.class.getClassLoader());
            return Arrays.stream(bean.getMethods()).map(Method::getName).anyMatch(method::equals);
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(INDEX + " names a class that is not there", e);
        }
    }

    /** As Spring names them; those that have a name of their own have the same. */
    private static String nameOf(String type) {
        return StringUtils.uncapitalizeAsProperty(type.substring(type.lastIndexOf('.') + 1));
    }
}
