package org.wonbooks.component.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.util.StringUtils;

/** What is saved in place is taken when it is right; until then the last good one runs on. */
@ExtendWith(OutputCaptureExtension.class)
class MappingsTest {

    private static final String NOTE = "note.groovy";

    @TempDir
    Path folder;

    private final List<String> tried = new ArrayList<>();
    private Mappings mappings;
    private Instant saved = Instant.parse("2026-11-22T10:00:00Z");

    @BeforeEach
    void aNote() throws IOException {
        mappings = new Mappings(folder, this::trial);
        save("'one'");
    }

    /** A mapping has to say what the example has. */
    private List<MappingFault> trial(Path mappings, String step, MappingScript candidate) {
        String text = candidate.run(new HashMap<>(), Gives.TEXT).toString();
        tried.add(step + " " + text);
        Path example = mappings.resolve("examples/one.json");
        try {
            boolean fits = !Files.exists(example) || text.contains(Files.readString(example));
            return fits ? List.of() : List.of(new MappingFault(candidate.name(), 1, "is " + text));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private void save(String text) throws IOException {
        write(folder.resolve(NOTE), text);
    }

    private void expect(String text) throws IOException {
        Files.createDirectories(folder.resolve("examples"));
        write(folder.resolve("examples/one.json"), text);
    }

    private void write(Path file, String text) throws IOException {
        Files.writeString(file, text);
        saved = saved.plusSeconds(1);
        Files.setLastModifiedTime(file, FileTime.from(saved));
    }

    private String note() {
        return mappings.script(NOTE, "note").run(new HashMap<>(), Gives.TEXT).toString();
    }

    @Test
    void whatIsSavedCountsAtTheNextUse() throws IOException {
        assertThat(note()).isEqualTo("one");
        assertThat(mappings.script(NOTE, "note")).isSameAs(mappings.script(NOTE, "note"));
        save("'two'");
        assertThat(note()).isEqualTo("two");
        assertThat(tried).containsExactly("note two");
        assertThat(mappings.faults()).isEmpty();
    }

    @Test
    void aSaveOfTheSameLengthInTheSameInstantCountsToo() throws IOException {
        Files.writeString(folder.resolve(NOTE), "'one'");
        FileTime now = Files.getLastModifiedTime(folder.resolve(NOTE));
        assertThat(note()).isEqualTo("one");
        Files.writeString(folder.resolve(NOTE), "'two'");
        Files.setLastModifiedTime(folder.resolve(NOTE), now);
        assertThat(note()).isEqualTo("two");
    }

    /** Groovy would know a class of the same name. */
    @Test
    void aCopyBesideItIsAnotherOne() throws IOException {
        assertThat(note()).isEqualTo("one");
        write(folder.resolve("note-old.groovy"), "'one'");
        assertThat(mappings.script("note-old.groovy", "note").run(new HashMap<>(), Gives.TEXT))
                .isEqualTo("one");
        save("'two'");
        assertThat(note()).isEqualTo("two");
    }

    @Test
    void whatDoesNotCompileIsNotTakenAndSaidOnce(CapturedOutput log) throws IOException {
        assertThat(note()).isEqualTo("one");
        save("'two' +");
        assertThat(note()).isEqualTo("one");
        assertThat(note()).isEqualTo("one");
        assertThat(mappings.faults()).singleElement().satisfies(fault -> {
            assertThat(fault.file()).isEqualTo("mappings/note.groovy");
            assertThat(fault.line()).isEqualTo(1);
        });
        assertThat(StringUtils.countOccurrencesOf(log.getAll(), "mappings/note.groovy is not taken"))
                .isEqualTo(1);
        save("'two'");
        assertThat(mappings.faults()).isEmpty();
        assertThat(note()).isEqualTo("two");
    }

    @Test
    void whatItsExamplesRefuseIsNotTakenUntilEitherIsPutRight() throws IOException {
        assertThat(note()).isEqualTo("one");
        expect("one");
        save("'two'");
        assertThat(note()).isEqualTo("one");
        assertThat(note()).isEqualTo("one");
        assertThat(mappings.faults()).hasToString("[mappings/note.groovy:1: is two]");
        assertThat(tried).hasSize(1);
        expect("two");
        assertThat(note()).isEqualTo("two");
        assertThat(mappings.faults()).isEmpty();
    }

    @Test
    void whatIsPutBackRunsOnWithoutAWord() throws IOException {
        assertThat(note()).isEqualTo("one");
        save("two");
        assertThat(mappings.faults()).hasSize(1);
        save("'one'");
        assertThat(mappings.faults()).isEmpty();
        assertThat(note()).isEqualTo("one");
    }

    @Test
    void whatIsDeletedRunsOn() throws IOException {
        assertThat(note()).isEqualTo("one");
        Files.delete(folder.resolve(NOTE));
        assertThat(note()).isEqualTo("one");
        assertThat(mappings.faults()).hasToString("[mappings/note.groovy: is not there]");
        save("'two'");
        assertThat(note()).isEqualTo("two");
        assertThat(mappings.faults()).isEmpty();
    }

    @Test
    void whatIsNoTextRunsOn() throws IOException {
        assertThat(note()).isEqualTo("one");
        Files.write(folder.resolve(NOTE), new byte[] {'\'', (byte) 0xE4, '\''});
        assertThat(note()).isEqualTo("one");
        assertThat(mappings.faults()).singleElement().asString().startsWith("mappings/note.groovy: can't be read");
    }

    @Test
    void withoutAGoodOneTheRunIsToldWhy() throws IOException {
        save("'one");
        assertThatThrownBy(this::note)
                .isInstanceOf(MappingFailed.class)
                .hasMessageStartingWith("mappings/note.groovy:1: ");
        Files.delete(folder.resolve(NOTE));
        assertThatThrownBy(this::note).hasMessage("mappings/note.groovy: is not there");
        save("'two'");
        assertThat(note()).isEqualTo("two");
    }

    @Test
    void aSetIsTriedBeforeItRuns() throws IOException {
        expect("two");
        assertThat(mappings.tried(NOTE, "note")).hasToString("[mappings/note.groovy:1: is one]");
        save("'two'");
        assertThat(mappings.tried(NOTE, "note")).isEmpty();
        assertThat(note()).isEqualTo("two");
        assertThat(tried).containsExactly("note one", "note two");
    }

    /** Somebody who runs it meanwhile does not wait for the trial. */
    @Test
    void whileOneIsTriedTheLastOneRuns() throws IOException {
        String[] meanwhile = new String[1];
        mappings = new Mappings(folder, (mappings, step, candidate) -> {
            Thread other = new Thread(() -> meanwhile[0] = note());
            other.start();
            try {
                other.join();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            return List.of();
        });
        assertThat(note()).isEqualTo("one");
        save("'two'");
        assertThat(note()).isEqualTo("two");
        assertThat(meanwhile[0]).isEqualTo("one");
    }
}
