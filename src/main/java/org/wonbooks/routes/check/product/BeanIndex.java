package org.wonbooks.routes.check.product;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Stream;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.stereotype.Component;
import org.springframework.util.ClassUtils;
import org.springframework.util.StringUtils;

/** The beans that are in the index which the compiler writes: nothing is started to know them. */
public final class BeanIndex implements Beans {

    private static final String INDEX = "/META-INF/spring.components";

    /** By the name that a bean has of its class; classes of different packages may have the same. */
    private final Map<String, List<String>> classes = new HashMap<>();

    /** Looked for when a name is asked for that no class has: most are not, and to look takes time. */
    private Map<String, Class<?>> beans;

    public BeanIndex() {
        Properties index = new Properties();
        try (InputStream in = BeanIndex.class.getResourceAsStream(INDEX)) {
            index.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        index.stringPropertyNames().stream()
                // Packages stand there too.
                .filter(type -> index.getProperty(type).contains(Component.class.getName()))
                .forEach(type -> classes.computeIfAbsent(nameOf(type), name -> new ArrayList<>())
                        .add(type));
    }

    @Override
    public Optional<Class<?>> type(String name) {
        Optional<Class<?>> called = classes.getOrDefault(name, List.of()).stream()
                .<Class<?>>map(BeanIndex::load)
                .filter(bean -> Set.of("", name).contains(ownName(bean)))
                .findFirst();
        return called.or(() -> Optional.ofNullable(byOwnName().get(name)));
    }

    @Override
    public Stream<String> names(Class<?> kind) {
        return classes.entrySet().stream().flatMap(named -> named.getValue().stream()
                .map(BeanIndex::load)
                .filter(kind::isAssignableFrom)
                .map(bean -> ownName(bean).isEmpty() ? named.getKey() : ownName(bean)));
    }

    private Map<String, Class<?>> byOwnName() {
        if (beans == null) {
            beans = new HashMap<>();
            classes.values().stream()
                    .flatMap(List::stream)
                    .map(BeanIndex::load)
                    .forEach(bean -> beans.put(ownName(bean), bean));
            beans.remove("");
        }
        return beans;
    }

    /** The name that a bean's annotation gives it; empty where it has that of its class. */
    private static String ownName(Class<?> bean) {
        return Stream.ofNullable(AnnotatedElementUtils.findMergedAnnotation(bean, Component.class))
                .map(Component::value)
                .findFirst()
                .orElse("");
    }

    private static Class<?> load(String type) {
        try {
            return Class.forName(type, false, BeanIndex.class.getClassLoader());
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(INDEX + " names a class that is not there", e);
        }
    }

    /** As Spring names them. */
    private static String nameOf(String type) {
        return StringUtils.uncapitalizeAsProperty(ClassUtils.getShortName(type));
    }
}
