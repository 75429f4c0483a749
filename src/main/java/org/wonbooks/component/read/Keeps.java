package org.wonbooks.component.read;

import java.lang.annotation.ElementType;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A variable that a bean keeps in the run, itself or by another bean's help: how the check of routes knows, without
 * running anything, which variables files may name, and what is to be had of them.
 */
@Repeatable(Keeps.All.class)
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface Keeps {

    /** The variable's name. */
    String value();

    /** What it is; Object: nothing that a file has a use for. */
    Class<?> as() default Object.class;

    /** All that one bean keeps. */
    @Retention(RetentionPolicy.RUNTIME)
    @Target(ElementType.TYPE)
    @interface All {
        Keeps[] value();
    }
}
