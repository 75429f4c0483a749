package org.wonbooks.packaging;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code bin/wonbooks} tells the JVM, by the JVM's own word: it says what it would run with, and ends. */
@DisabledOnOs(OS.WINDOWS)
class StartScriptTest {

    private static final long MEGABYTE = 1 << 20;

    @TempDir
    private Path installed;

    @BeforeEach
    void install() throws IOException {
        Path script = Files.createDirectories(installed.resolve("bin")).resolve("wonbooks");
        Files.copy(Path.of("bin/wonbooks"), script);
        assertThat(script.toFile().setExecutable(true)).isTrue();
        Files.createDirectory(installed.resolve("lib"));
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, "NotReached");
        new JarOutputStream(Files.newOutputStream(installed.resolve("wonbooks.jar")), manifest).close();
    }

    @Test
    void asksForASmallHeapThatMayGrowAndForNoCollectorsThreads() throws Exception {
        String flags = flags(Map.of());

        assertThat(flag(flags, "UseSerialGC")).isEqualTo("true");
        assertThat(Long.parseLong(flag(flags, "InitialHeapSize"))).isEqualTo(192 * MEGABYTE);
        assertThat(Long.parseLong(flag(flags, "MaxHeapSize"))).isEqualTo(512 * MEGABYTE);
    }

    @Test
    void aHeapThatTheUserNamesWins() throws Exception {
        assertThat(flag(flags(Map.of("JAVA_OPTS", "-Xmx1g")), "MaxHeapSize"))
                .isEqualTo(String.valueOf(1024 * MEGABYTE));
        assertThat(flag(flags(Map.of("JAVA_OPTS", "-Xmx48m")), "MaxHeapSize")).isEqualTo(String.valueOf(48 * MEGABYTE));
        assertThat(flag(flags(Map.of("JDK_JAVA_OPTIONS", "-Xmx300m")), "MaxHeapSize"))
                .isEqualTo(String.valueOf(300 * MEGABYTE));
        assertThat(flag(flags(Map.of("JAVA_OPTS", "-XX:MaxRAM=1g -XX:MaxRAMPercentage=30")), "MaxHeapSize"))
                .as("30 % of a gigabyte")
                .isIn(String.valueOf(307 * MEGABYTE), String.valueOf(308 * MEGABYTE));
    }

    @ParameterizedTest
    @ValueSource(strings = {"JAVA_OPTS", "JDK_JAVA_OPTIONS", "JAVA_TOOL_OPTIONS"})
    void aCollectorThatTheUserNamesWins(String variable) throws Exception {
        String flags = flags(Map.of(variable, "-XX:+UseParallelGC"));

        assertThat(flag(flags, "UseParallelGC")).isEqualTo("true");
        assertThat(flag(flags, "UseSerialGC")).isEqualTo("false");
    }

    @Test
    void anyOtherOptionOfTheUserWins() throws Exception {
        assertThat(flag(flags(Map.of("JAVA_OPTS", "-XX:Tier4InvocationThreshold=7000")), "Tier4InvocationThreshold"))
                .isEqualTo("7000");
    }

    private String flags(Map<String, String> environment) throws Exception {
        ProcessBuilder builder =
                new ProcessBuilder(installed.resolve("bin/wonbooks").toString()).redirectErrorStream(true);
        builder.environment().keySet().removeIf(name -> name.matches("JAVA_.*|JDK_JAVA_OPTIONS"));
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().putAll(environment);
        builder.environment().merge("JAVA_OPTS", "-XX:+PrintFlagsFinal -version", (given, more) -> given + " " + more);
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        return output;
    }

    private static String flag(String flags, String name) {
        Matcher flag = Pattern.compile("\\s" + name + "\\s+=\\s+(\\S+)").matcher(flags);
        assertThat(flag.find()).as(name).isTrue();
        return flag.group(1);
    }
}
