package org.wonbooks.routes.check.product;

import java.util.Optional;
import java.util.stream.Stream;

/** The beans of the product, by the names that route files call them. */
public interface Beans {

    /** The bean's class; empty: there is no such bean. */
    Optional<Class<?>> type(String name);

    /** The names of all beans that are of a kind. */
    default Stream<String> names(Class<?> kind) {
        return Stream.empty();
    }
}
