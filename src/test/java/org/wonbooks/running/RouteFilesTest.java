package org.wonbooks.running;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * A folder is read as it was at one moment, whatever is in it and whatever happens to it; or it is refused in words.
 */
@DisabledOnOs(OS.WINDOWS)
class RouteFilesTest {

    @TempDir
    private Path temporary;

    private Path folder;

    @BeforeEach
    void folder() throws IOException {
        folder = temporary.resolve("routes");
        write("flows/a.camel.yaml", "a");
        write("mappings/b.groovy", "b");
    }

    @Test
    void linksAreFollowed() throws IOException {
        Path elsewhere = Files.createDirectory(temporary.resolve("elsewhere"));
        Files.writeString(elsewhere.resolve("c.groovy"), "c");
        Files.createSymbolicLink(folder.resolve("steps"), elsewhere);
        Files.createSymbolicLink(folder.resolve("flows/c.camel.yaml"), elsewhere.resolve("c.groovy"));
        Path link = Files.createSymbolicLink(temporary.resolve("link"), folder);

        assertThat(RouteFiles.read(link).files())
                .containsOnlyKeys("flows/a.camel.yaml", "flows/c.camel.yaml", "mappings/b.groovy", "steps/c.groovy");
    }

    /** As Kubernetes gives a folder: its files are links into one that is replaced at once. */
    @Test
    void hiddenFilesAreLeftOutAndWhatLinksLeadToIsNot() throws IOException {
        RouteFiles without = RouteFiles.read(folder);
        write(".git/config", "x");
        write("flows/.a.camel.yaml.swp", "x");
        Files.createSymbolicLink(folder.resolve("flows/.#a.camel.yaml"), Path.of("somebody@somewhere"));
        assertThat(RouteFiles.read(folder).digest()).isEqualTo(without.digest());

        write("..data/c.groovy", "c");
        Files.createSymbolicLink(folder.resolve("mappings/c.groovy"), folder.resolve("..data/c.groovy"));
        assertThat(RouteFiles.read(folder).files())
                .containsOnlyKeys("flows/a.camel.yaml", "mappings/b.groovy", "mappings/c.groovy");
    }

    @Test
    void aLinkThatLeadsNowhereIsNamed() throws IOException {
        Path link = Files.createSymbolicLink(folder.resolve("flows/gone.camel.yaml"), temporary.resolve("none"));

        assertThatThrownBy(() -> RouteFiles.read(folder)).hasMessage(link + " is a link to nothing");
    }

    @Test
    void aCircleOfLinksIsNamed() throws IOException {
        Path link = Files.createSymbolicLink(folder.resolve("flows/again"), folder);

        assertThatThrownBy(() -> RouteFiles.read(folder))
                .hasMessage(link + " is a link to a folder that it is in itself");
    }

    @Test
    void whatMayNotBeReadIsNamed() throws IOException {
        Path secret = write("flows/secret.camel.yaml", "x");
        assumeThat(secret.toFile().setReadable(false, false) && !Files.isReadable(secret))
                .as("a user who may not read all")
                .isTrue();

        assertThatThrownBy(() -> RouteFiles.read(folder))
                .hasMessage(secret + " can't be read: this user has no right to");
    }

    @Test
    void whatHoldsFarMoreThanRoutesDoIsRefused() throws IOException {
        Path large = write("mappings/large", "x".repeat(9_000_000));
        assertThatThrownBy(() -> RouteFiles.read(folder)).hasMessageContaining("it is no folder of routes");
        Files.delete(large);
        for (int i = 0; i < 1_000; i++) {
            write("mappings/" + i, "x");
        }
        assertThatThrownBy(() -> RouteFiles.read(folder)).hasMessageContaining("it is no folder of routes");
    }

    @Test
    void anEmptyFolderHasNoFiles() throws IOException {
        assertThat(RouteFiles.read(Files.createDirectory(temporary.resolve("empty")))
                        .files())
                .isEmpty();
    }

    /**
     * Files that are written one after the other, each at once: a reader may see what there was between two of them.
     */
    @Test
    void whatChangesMeanwhileIsReadAsItWasAtOneMomentOrRefused() throws IOException {
        CompletableFuture<Void> reader = CompletableFuture.runAsync(() -> {
            for (int i = 0; i < 2_000; i++) {
                try {
                    RouteFiles files = RouteFiles.read(folder);
                    long first = number(files, "flows/a.camel.yaml");
                    long second = number(files, "mappings/b.groovy");
                    assertThat(first - second).as("%d, %d", first, second).isBetween(0L, 1L);
                } catch (IOException e) {
                    assertThat(e).hasMessageContaining("changes while it is read");
                }
            }
        });
        for (long number = 1; !reader.isDone(); number++) {
            replace("flows/a.camel.yaml", number);
            replace("mappings/b.groovy", number);
        }
        reader.join();
    }

    @Test
    void aFileThatComesAndGoesIsThereWholeOrNot() throws IOException {
        CompletableFuture<Void> reader = CompletableFuture.runAsync(() -> {
            for (int i = 0; i < 1_000; i++) {
                try {
                    assertThat(RouteFiles.read(folder).files())
                            .containsKeys("flows/a.camel.yaml", "mappings/b.groovy")
                            .hasSizeLessThan(4);
                } catch (IOException e) {
                    assertThat(e).hasMessageContaining("changes while it is read");
                }
            }
        });
        while (!reader.isDone()) {
            write("steps/deep/c.camel.yaml", "c");
            Files.delete(folder.resolve("steps/deep/c.camel.yaml"));
            Files.delete(folder.resolve("steps/deep"));
        }
        reader.join();
    }

    @Test
    void keptFilesAreTheSame() throws IOException {
        write("mappings/lines.groovy", "one\r\ntwo\r\n");
        RouteFiles files = RouteFiles.read(folder);

        RouteFiles kept = RouteFiles.unzip(files.zip());

        assertThat(kept.digest()).isEqualTo(files.digest());
        assertThat(new String(kept.files().get("mappings/lines.groovy"), UTF_8)).isEqualTo("one\r\ntwo\r\n");
    }

    @Test
    void manyMayPutTheSameFilesIntoOneFolder() throws Exception {
        RouteFiles files = RouteFiles.read(folder);
        Path parent = temporary.resolve("copies");
        Callable<Path> copy = () -> files.copyInto(parent);

        List<CompletableFuture<Path>> copies = IntStream.range(0, 16)
                .mapToObj(number -> CompletableFuture.supplyAsync(() -> call(copy)))
                .toList();

        assertThat(copies.stream().map(CompletableFuture::join).distinct()).hasSize(1);
        assertThat(RouteFiles.read(copy.call()).digest()).isEqualTo(files.digest());
        try (Stream<Path> left = Files.list(parent)) {
            assertThat(left).hasSize(1);
        }
    }

    @Test
    void aCopyThatSomebodyChangedIsMadeAnew() throws IOException {
        RouteFiles files = RouteFiles.read(folder);
        Path copy = files.copyInto(temporary.resolve("copies"));
        Files.writeString(copy.resolve("mappings/b.groovy"), "edited");

        files.copyInto(temporary.resolve("copies"));

        assertThat(RouteFiles.read(copy).digest()).isEqualTo(files.digest());
    }

    private static Path call(Callable<Path> copy) {
        try {
            return copy.call();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private static long number(RouteFiles files, String name) {
        String text = new String(files.files().get(name), UTF_8);
        return text.length() == 1 ? 0 : Long.parseLong(text.strip());
    }

    private void replace(String name, long number) throws IOException {
        Path half = folder.resolve(name).resolveSibling(".half");
        Files.writeString(half, "%12d".formatted(number));
        Files.move(half, folder.resolve(name), StandardCopyOption.ATOMIC_MOVE);
    }

    private Path write(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text);
    }
}
