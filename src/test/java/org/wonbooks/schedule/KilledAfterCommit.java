package org.wonbooks.schedule;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A process of its own that commits to an H2 database and says so, until it is killed. */
final class KilledAfterCommit {

    static final int COMMITS = 200;

    private KilledAfterCommit() {}

    /** Runs it and kills it after so many commits; answers how many of them are not there any more. */
    static long lostBy(String options) throws IOException {
        Path folder = Files.createTempDirectory(Path.of("target"), "killed-after-commit");
        String url = "jdbc:h2:file:" + folder.toAbsolutePath().resolve("rows") + ";DB_CLOSE_ON_EXIT=FALSE" + options;
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        Stream.of(KilledAfterCommit.class, org.h2.Driver.class)
                                .map(KilledAfterCommit::origin)
                                .collect(Collectors.joining(File.pathSeparator)),
                        KilledAfterCommit.class.getName(),
                        url)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (BufferedReader committed = process.inputReader()) {
            for (int i = 0; i < COMMITS; i++) {
                if (committed.readLine() == null) {
                    throw new IllegalStateException("The process that commits has ended by itself");
                }
            }
        } finally {
            process.destroyForcibly();
            process.onExit().join();
        }
        try (Connection database = DriverManager.getConnection(url);
                var rows = database.createStatement().executeQuery("select count(*) from kept")) {
            rows.next();
            return Math.max(0, COMMITS - rows.getLong(1));
        } catch (SQLException unreadable) {
            return COMMITS;
        }
    }

    private static String origin(Class<?> type) {
        try {
            return Path.of(type.getProtectionDomain()
                            .getCodeSource()
                            .getLocation()
                            .toURI())
                    .toString();
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /** @param arguments the database's address */
    public static void main(String[] arguments) throws SQLException {
        try (Connection database = DriverManager.getConnection(arguments[0]);
                var statement = database.createStatement()) {
            statement.execute("create table kept (number int)");
            for (int i = 0; ; i++) {
                statement.execute("insert into kept values (" + i + ")");
                System.out.println(i);
            }
        }
    }
}
