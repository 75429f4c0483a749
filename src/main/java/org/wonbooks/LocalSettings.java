package org.wonbooks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.env.EnvironmentPostProcessor;
import org.springframework.core.Ordered;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.Profiles;
import org.wonbooks.database.disk.H2File;
import org.wonbooks.database.disk.PrivateFiles;
import org.wonbooks.logging.StartFault;

/**
 * Settings that no file can give: a free port where 0 is asked for (our own address stands in other settings, so it has
 * to be known before the server starts), and, in the sandbox, an encryption key and an admin password, made once and
 * kept beside the data. Everywhere else those two have to be given, and what is unsafe stops the start. The data are
 * closed to other users of the machine before anything is written there.
 */
class LocalSettings implements EnvironmentPostProcessor, Ordered {

    private static final SecureRandom RANDOM = new SecureRandom();

    @Override
    public void postProcessEnvironment(ConfigurableEnvironment environment, SpringApplication application) {
        SafeStart.checkProfiles(environment);
        if (!application.getAllSources().contains(Wonbooks.class)) {
            return;
        }
        Map<String, Object> made = new HashMap<>();
        if ("0".equals(environment.getProperty("server.port"))) {
            made.put("server.port", freePort());
        }
        boolean sandbox = environment.acceptsProfiles(Profiles.of("sandbox"));
        Path data = Path.of(environment.getProperty("wonbooks.data", "./data"));
        Path database = H2File.of(environment.getProperty("spring.datasource.url", ""));
        if (sandbox) {
            keepPrivate(data);
            keep(environment, made, "wonbooks.encryption-key", data.resolve("encryption.key"), () -> random(32));
            keep(environment, made, "wonbooks.admin.password", data.resolve("admin.password"), () -> random(12));
        }
        environment.getPropertySources().addFirst(new MapPropertySource("made at start", made));
        SafeStart.check(environment);
        if (database != null) {
            keepDatabase(database.getParent(), data.toAbsolutePath().normalize());
        }
    }

    /** Elsewhere than with the data, the folder may hold what is not ours: H2's own files are closed later. */
    private static void keepDatabase(Path folder, Path data) {
        if (folder.equals(data) || Files.notExists(folder)) {
            keepPrivate(folder);
        } else if (!Files.isWritable(folder)) {
            throw notWritable(folder, null);
        }
    }

    /** H2 would say that it can't write there by pages of stack traces. */
    private static void keepPrivate(Path folder) {
        try {
            PrivateFiles.keepIn(folder);
        } catch (IOException e) {
            throw notWritable(folder, e);
        }
        if (!Files.isWritable(folder)) {
            throw notWritable(folder, null);
        }
    }

    private static StartFault notWritable(Path folder, IOException cause) {
        return new StartFault(
                "The folder of wonbooks.data can't be made or written to: "
                        + folder.toAbsolutePath().normalize(),
                "Give whoever runs Wonbooks the right to write there, or name another folder in wonbooks.data.",
                cause);
    }

    private static void keep(
            ConfigurableEnvironment environment,
            Map<String, Object> made,
            String property,
            Path file,
            Supplier<String> secret) {
        if (!environment.getProperty(property, "").isEmpty()) {
            return;
        }
        try {
            if (Files.notExists(file)) {
                PrivateFiles.write(file, secret.get());
            }
            made.put(property, Files.readString(file).strip());
        } catch (IOException e) {
            throw notWritable(file.toAbsolutePath().normalize().getParent(), e);
        }
    }

    private static String random(int bytes) {
        byte[] random = new byte[bytes];
        RANDOM.nextBytes(random);
        return Base64.getEncoder().encodeToString(random);
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException("No free port", e);
        }
    }

    /** After the files and variables were read. */
    @Override
    public int getOrder() {
        return Ordered.LOWEST_PRECEDENCE;
    }
}
