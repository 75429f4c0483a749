package org.wonbooks.component.mapping;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;

/**
 * The mappings of one set of route files. What is saved in place is taken at its next use if it compiles and its
 * examples pass; else the last good one runs on, and a warning says why.
 */
public final class Mappings {

    /** Tries a mapping before it is taken. */
    public interface Trial {

        /**
         * What is wrong with it; empty: nothing.
         *
         * @param folder has the examples
         * @param step the bean that it makes a text for
         */
        List<MappingFault> faults(Path folder, String step, MappingScript candidate);
    }

    private record Use(String file, String step) {}

    private final Path folder;
    private final Trial trial;
    private final BiConsumer<String, String> taken;
    private final Map<Use, SavedMapping> saved = new ConcurrentHashMap<>();

    /** @param folder {@code mappings/} of the set */
    public Mappings(Path folder, Trial trial) {
        this(folder, trial, (file, text) -> {});
    }

    /** @param taken is told of each saved file that is taken in the place of an older one, with its text */
    public Mappings(Path folder, Trial trial, BiConsumer<String, String> taken) {
        this.folder = folder;
        this.trial = trial;
        this.taken = taken;
    }

    /**
     * The mapping to be run now. The first one of a file is taken untried, for lack of another. Throws
     * {@link MappingFailed} where there is none.
     *
     * @param file its name
     * @param step the bean that it makes a text for
     */
    public MappingScript script(String file, String step) {
        return of(file, step).script();
    }

    /**
     * Reads and tries one that is not in use yet: what is right of it runs from now on.
     *
     * @return what is wrong with it; empty: nothing
     */
    public List<MappingFault> tried(String file, String step) {
        return of(file, step).tried();
    }

    /** What keeps the saved files from being taken, as they are now; empty: nothing. */
    public List<MappingFault> faults() {
        List<MappingFault> faults = new ArrayList<>();
        saved.values().forEach(each -> faults.addAll(each.faults()));
        return faults.stream().distinct().toList();
    }

    private SavedMapping of(String file, String step) {
        return saved.computeIfAbsent(new Use(file, step), use -> new SavedMapping(folder, file, step, trial, taken));
    }
}
