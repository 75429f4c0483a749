package org.wonbooks.routes.check.product;

import static java.util.Comparator.comparingInt;

import java.util.stream.Stream;
import org.codehaus.groovy.runtime.MethodRankHelper;

/** The name that somebody may have meant who wrote another one. */
public final class NearestName {

    /** What Groovy's distance counts for one letter that is missing, too much or another one. */
    private static final int LETTER = MethodRankHelper.DL_SUBSTITUTION;

    /** Of so many letters a beginning tells what was meant. */
    private static final int BEGINNING = 4;

    private NearestName() {}

    /** {@code ; did you mean 'x'?}, behind what is wrong; empty where no name is near. */
    public static String hint(String wrong, Stream<String> names) {
        int far = LETTER * Math.max(1, wrong.length() / 3);
        return names.min(comparingInt((String name) -> distance(wrong, name)).thenComparing(name -> name))
                .filter(name -> distance(wrong, name) <= far)
                .map(name -> "; did you mean '" + name + "'?")
                .orElse("");
    }

    private static int distance(String wrong, String name) {
        return wrong.length() >= BEGINNING && name.startsWith(wrong)
                ? LETTER
                : MethodRankHelper.delDistance(wrong, name);
    }
}
