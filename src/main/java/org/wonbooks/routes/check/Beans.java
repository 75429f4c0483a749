package org.wonbooks.routes.check;

import java.util.Optional;

/** The beans of the product, by the names that route files call them. */
interface Beans {

    /** The bean's class; empty: there is no such bean. */
    Optional<Class<?>> type(String name);
}
