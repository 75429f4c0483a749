package org.wonbooks.testing;

import static java.util.stream.Collectors.joining;

import java.util.Comparator;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What another process holds after a full collection.
 *
 * @param classes by name
 */
public record LiveObjects(Map<String, Class> classes) {

    private static final Pattern LINE = Pattern.compile("(?m)^ *\\d+: +(\\d+) +(\\d+)  (\\S+)");

    /** What the collector puts into gaps that it leaves, more or less of it each time: arrays of numbers. */
    private static final Set<String> GAPS = Set.of("[I", "jdk.internal.vm.FillerArray", "jdk.internal.vm.FillerObject");

    /** So many lines of differences show what grows. */
    private static final int SHOWN = 15;

    /** What there is of a class. */
    public record Class(long objects, long bytes) {

        private Class plus(Class more) {
            return new Class(objects + more.objects, bytes + more.bytes);
        }

        private Class minus(Class less) {
            return new Class(objects - less.objects, bytes - less.bytes);
        }
    }

    private static final Class NONE = new Class(0, 0);

    /** Has it collect all that it can, and counts what is left. */
    public static LiveObjects of(ProcessManagement management) throws Exception {
        // What a finalizer or a reference's queue holds goes by the second collection.
        management.diagnosis("gcRun");
        Map<String, Class> classes = new TreeMap<>();
        Matcher line = LINE.matcher(management.diagnosis("gcClassHistogram"));
        while (line.find()) {
            // A lambda's class has a number that is another one each time.
            classes.merge(
                    line.group(3).replaceAll("(\\$\\$Lambda).*", "$1"),
                    new Class(Long.parseLong(line.group(1)), Long.parseLong(line.group(2))),
                    Class::plus);
        }
        classes.keySet().removeAll(GAPS);
        return new LiveObjects(classes);
    }

    /** All of them. */
    public long bytes() {
        return classes.values().stream().mapToLong(Class::bytes).sum();
    }

    /** All of them. */
    public long objects() {
        return classes.values().stream().mapToLong(Class::objects).sum();
    }

    /** Those of Wonbooks' own classes. */
    public long ours() {
        return classes.entrySet().stream()
                .filter(each -> each.getKey().startsWith("org.wonbooks."))
                .mapToLong(each -> each.getValue().objects())
                .sum();
    }

    /** Those of a class. */
    public long count(String name) {
        return classes.getOrDefault(name, NONE).objects();
    }

    /** Of which classes there is more than before, most first. */
    public String more(LiveObjects before) {
        return classes.entrySet().stream()
                .map(each -> Map.entry(
                        each.getKey(), each.getValue().minus(before.classes.getOrDefault(each.getKey(), NONE))))
                .filter(each -> each.getValue().bytes() > 0)
                .sorted(Comparator.comparing(each -> -each.getValue().bytes()))
                .limit(SHOWN)
                .map(each -> "%,10d bytes, %,8d objects  %s"
                        .formatted(each.getValue().bytes(), each.getValue().objects(), each.getKey()))
                .collect(joining("\n"));
    }
}
