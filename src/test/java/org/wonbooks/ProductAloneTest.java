package org.wonbooks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.File;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.SpringApplication;
import org.wonbooks.sandbox.SandboxAlone;
import org.wonbooks.testing.SourceFiles;

/**
 * The product needs nothing of the sandbox that lies in the same jar, and the sandbox is not where real accounts are.
 */
class ProductAloneTest {

    private static final String NOT_THERE = "the sandbox does not start";

    @Test
    void compilesWithoutTheSandbox(@TempDir Path classes) throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StringWriter words = new StringWriter();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, StandardCharsets.UTF_8)) {
            boolean compiled = compiler.getTask(
                            words,
                            files,
                            null,
                            List.of("-proc:none", "-nowarn", "-classpath", libraries(), "-d", classes.toString()),
                            null,
                            files.getJavaFileObjectsFromPaths(sources()))
                    .call();

            assertThat(compiled).as(words.toString()).isTrue();
        }
    }

    @Test
    void itsFilesNameNothingOfTheSandbox() {
        assertThat(Stream.of("src/main", "routes").flatMap(SourceFiles::in)).allSatisfy(file -> assertThat(file)
                .content(StandardCharsets.ISO_8859_1)
                .doesNotContain("org.wonbooks.sandbox", "org.wonbooks.demo"));
    }

    @Test
    void doesNotStartInProductionAndSandboxAtOnce() {
        assertThatThrownBy(() -> SpringApplication.run(Wonbooks.class, "--spring.profiles.active=production,sandbox"))
                .hasMessageContaining(NOT_THERE);
    }

    @Test
    void theSandboxDoesNotStartInProduction() {
        assertThatThrownBy(() -> SandboxAlone.run("--spring.profiles.active=production"))
                .hasMessageContaining(NOT_THERE);
    }

    /** The class path of the tests without what is compiled here. */
    private static String libraries() {
        Path ours = Path.of("target").toAbsolutePath();
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> !Path.of(entry).toAbsolutePath().startsWith(ours))
                .collect(Collectors.joining(File.pathSeparator));
    }

    private static List<Path> sources() {
        return Stream.of("src/main/java", "src/generated/java")
                .flatMap(SourceFiles::in)
                .filter(file -> file.toString().endsWith(".java"))
                .toList();
    }
}
