package org.wonbooks.component.mapping;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A mapping's file, and the last good script that was read of it. */
final class SavedMapping {

    private static final Logger LOG = LoggerFactory.getLogger(Mappings.class);

    private final Path folder;
    private final String file;
    private final String step;
    private final Mappings.Trial trial;
    private final BiConsumer<String, String> taken;
    private final ReentrantLock look = new ReentrantLock();

    /** The script that runs; null: none was good yet. */
    private volatile MappingScript good;

    /** The file as it was looked at last; null: it has to be read again. */
    private volatile Stamp mapping;

    /** The examples by which it was refused; null: it was not. */
    private volatile Stamp examples;

    /** What was read last; null: nothing could be. */
    private String text;

    private volatile List<MappingFault> faults = List.of();

    SavedMapping(Path folder, String file, String step, Mappings.Trial trial, BiConsumer<String, String> taken) {
        this.folder = folder;
        this.file = file;
        this.step = step;
        this.trial = trial;
        this.taken = taken;
    }

    /** While one looks at what was saved, the others run what they have. */
    MappingScript script() {
        if (good == null) {
            look.lock();
        } else if (unchanged() || !look.tryLock()) {
            return good;
        }
        try {
            lookAgain(good != null);
        } finally {
            look.unlock();
        }
        if (good == null) {
            throw new MappingFailed(faults);
        }
        return good;
    }

    List<MappingFault> tried() {
        look.lock();
        try {
            lookAgain(true);
            return faults;
        } finally {
            look.unlock();
        }
    }

    List<MappingFault> faults() {
        if (good != null) {
            script();
        }
        return faults;
    }

    private boolean unchanged() {
        return Stamp.of(path()).equals(mapping) && Objects.equals(examplesOfFaults(), examples);
    }

    /** While something is wrong, it may be an example that is put right. */
    private Stamp examplesOfFaults() {
        return faults.isEmpty() ? null : Stamp.within(folder.resolve(Stamp.EXAMPLES));
    }

    private Path path() {
        return folder.resolve(file);
    }

    private void lookAgain(boolean trying) {
        if (unchanged()) {
            return;
        }
        Stamp now = Stamp.of(path());
        boolean sameExamples = Objects.equals(examplesOfFaults(), examples);
        Stamp nowExamples = Stamp.within(folder.resolve(Stamp.EXAMPLES));
        try {
            String read = Files.readString(path());
            if (!read.equals(text) || !sameExamples) {
                judge(read, trying);
            }
        } catch (NoSuchFileException e) {
            found(null, List.of(fault("is not there")));
        } catch (IOException e) {
            found(null, List.of(fault("can't be read as UTF-8: " + e.getMessage())));
        }
        // What was saved a moment ago may be saved again before the clock of the files has moved.
        mapping = now.isSettled() ? now : null;
        examples = faults.isEmpty() ? null : nowExamples;
    }

    private void judge(String read, boolean trying) {
        if (good != null && good.text().equals(read)) {
            found(read, List.of());
            return;
        }
        try {
            MappingScript candidate = MappingScript.compile(file, read);
            List<MappingFault> wrong = trying ? trial.faults(folder, step, candidate) : List.of();
            if (wrong.isEmpty()) {
                boolean another = good != null;
                good = candidate;
                if (another) {
                    taken.accept(file, read);
                }
            }
            found(read, wrong);
        } catch (MappingFailed failed) {
            found(read, failed.faults());
        }
    }

    private void found(String read, List<MappingFault> wrong) {
        boolean news = !wrong.isEmpty() && !(Objects.equals(read, text) && wrong.equals(faults));
        text = read;
        faults = List.copyOf(wrong);
        if (news && good != null) {
            LOG.warn("{} is not taken, the last good one runs on: {}", good.name(), wrong);
        }
    }

    private MappingFault fault(String words) {
        return new MappingFault("mappings/" + file, 0, words);
    }
}
