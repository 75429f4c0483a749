package org.wonbooks.routes.check.product;

import java.util.Map;
import java.util.Set;

/**
 * What is known of the variables of runs: by whatever can keep one under a name, what it is then.
 *
 * @param types Object where nothing is known of it
 */
public record VariableTypes(Map<String, Set<Class<?>>> types) {

    /** Is there anything that keeps such a variable? */
    public boolean has(String name) {
        return types.containsKey(name);
    }

    /** What it is; Object where that is not certain. */
    public Class<?> of(String name) {
        Set<Class<?>> all = types.getOrDefault(name, Set.of());
        return all.size() == 1 ? all.iterator().next() : Object.class;
    }

    /** Behind what is wrong with a name: the one that may have been meant. */
    public String hint(String wrong) {
        return NearestName.hint(wrong, types.keySet().stream());
    }
}
