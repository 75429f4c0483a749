package org.wonbooks.component.mapping;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/** By what a look at files, without reading them, tells that they were changed. */
record Stamp(List<Saved> files) {

    /** Below the mappings. */
    static final String EXAMPLES = "examples";

    /** How long the clock of a file system may stand still. */
    private static final Duration TICK = Duration.ofSeconds(2);

    /** @param key tells a file from another one that was moved into its place; null: not known */
    record Saved(Path file, Instant at, long size, Object key) {}

    /** Of one file; one that is not there has one too. */
    static Stamp of(Path file) {
        return new Stamp(List.of(saved(file)));
    }

    /** Of all that stand in a folder. */
    static Stamp within(Path folder) {
        try (Stream<Path> all = Files.list(folder)) {
            return new Stamp(all.sorted().map(Stamp::saved).toList());
        } catch (IOException gone) {
            return new Stamp(List.of());
        }
    }

    private static Saved saved(Path file) {
        try {
            BasicFileAttributes found = Files.readAttributes(file, BasicFileAttributes.class);
            return new Saved(file, found.lastModifiedTime().toInstant(), found.size(), found.fileKey());
        } catch (IOException gone) {
            return new Saved(file, Instant.MIN, -1, null);
        }
    }

    /** Was none of them saved just now? */
    boolean isSettled() {
        Instant recent = Instant.now().minus(TICK);
        return files.stream().noneMatch(each -> each.at().isAfter(recent));
    }
}
