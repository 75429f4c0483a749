package org.wonbooks.routes.check.product;

import groovy.lang.GroovySystem;
import groovy.lang.MetaClass;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.util.ClassUtils;
import org.springframework.util.StringUtils;

/** What is to be had of a value of a class, where that is certain: so what is written otherwise is a slip. */
public final class Members {

    private Members() {}

    /** Is all known of it that may be asked of such a value? Of a map, a closure or just anything it is not. */
    public static boolean known(Class<?> type) {
        return type != Object.class
                && !type.isArray()
                && !Map.class.isAssignableFrom(type)
                && (type.getName().startsWith("org.wonbooks.")
                        || type.getName().startsWith("java.time.")
                        || type.getName().startsWith("java.math.")
                        || Iterable.class.isAssignableFrom(type)
                        || type == String.class
                        || ClassUtils.isPrimitiveOrWrapper(type));
    }

    /** What a property of that name is: of the method, or of the getter; empty: there is none. */
    public static Optional<Class<?>> property(Class<?> type, String name) {
        return Arrays.stream(type.getMethods())
                .filter(method -> method.getParameterCount() == 0 && isNamed(method, name))
                .<Class<?>>map(Method::getReturnType)
                .findFirst();
    }

    private static boolean isNamed(Method method, String property) {
        String getter = StringUtils.capitalize(property);
        return method.getName().equals(property)
                || method.getName().equals("get" + getter)
                || method.getName().equals("is" + getter);
    }

    /** Those of the class's own methods that have a name. */
    public static List<Method> methods(Class<?> type, String name) {
        return Arrays.stream(type.getMethods())
                .filter(method -> method.getName().equals(name))
                .toList();
    }

    /** Does Groovy add a method of that name to such a value, or a property? */
    public static boolean addedByGroovy(Class<?> type, String name) {
        MetaClass meta = GroovySystem.getMetaClassRegistry().getMetaClass(ClassUtils.resolvePrimitiveIfNecessary(type));
        String getter = "get" + StringUtils.capitalize(name);
        return meta.getMetaMethods().stream()
                        .anyMatch(method -> method.getName().equals(name)
                                || method.getName().equals(getter))
                || meta.getProperties().stream()
                        .anyMatch(property -> property.getName().equals(name));
    }

    /** Has it a field of that name, be it a hidden one? Groovy reads those too. */
    public static boolean hasField(Class<?> type, String name) {
        for (Class<?> each = type; each != null; each = each.getSuperclass()) {
            if (Arrays.stream(each.getDeclaredFields()).map(Field::getName).anyMatch(name::equals)) {
                return true;
            }
        }
        return false;
    }

    /** Behind what is wrong with a member: the one that may have been meant. */
    public static String hint(Class<?> type, String wrong) {
        return NearestName.hint(
                wrong,
                Stream.of(type.getMethods())
                        .filter(method -> method.getDeclaringClass() != Object.class)
                        .filter(method -> !Modifier.isVolatile(method.getModifiers()))
                        .map(Method::getName));
    }
}
