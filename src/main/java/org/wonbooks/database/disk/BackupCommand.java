package org.wonbooks.database.disk;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import javax.management.JMException;
import javax.management.MBeanException;
import javax.management.ObjectName;
import javax.management.RuntimeMBeanException;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;
import org.springframework.core.NestedExceptionUtils;

/** {@code --backup FILE}: has the Wonbooks that runs here copy its H2 database; starts nothing. */
public final class BackupCommand {

    /** What asks for it. */
    public static final String OPTION = "--backup";

    private static final String DATA = "--wonbooks.data=";

    /** A process that runs looks every second. */
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private static final Duration LOOK = Duration.ofMillis(100);

    private BackupCommand() {}

    /**
     * Prints what was done, or why nothing was.
     *
     * @param args the product's arguments; the file follows {@link #OPTION}
     * @return the process's exit code: 0 if there is a copy now
     */
    public static int run(String[] args) {
        Optional<Path> copy = Arrays.stream(args)
                .dropWhile(arg -> !arg.equals(OPTION))
                .skip(1)
                .findFirst()
                .filter(arg -> !arg.startsWith("--"))
                .map(file -> Path.of(file).toAbsolutePath().normalize());
        if (copy.isEmpty()) {
            return refuse(OPTION + " needs a file that is not there yet, as in: " + OPTION + " backup.zip");
        }
        if (Files.exists(copy.get())) {
            return refuse(copy.get() + " is there already: nothing is written over");
        }
        Path data = data(args);
        try {
            return backUp(copy.get(), data, address(data));
        } catch (IOException | JMException e) {
            return refuse(
                    "The Wonbooks of " + data + " can't be asked: " + NestedExceptionUtils.getMostSpecificCause(e));
        }
    }

    /** As the running one was told: an argument counts more than a variable. */
    private static Path data(String[] args) {
        String folder = Arrays.stream(args)
                .filter(arg -> arg.startsWith(DATA))
                .map(arg -> arg.substring(DATA.length()))
                .findFirst()
                .orElse(System.getenv().getOrDefault("WONBOOKS_DATA", "./data"));
        return Path.of(folder).toAbsolutePath().normalize();
    }

    /** Address and pass; empty: nobody answers. */
    private static List<String> address(Path data) throws IOException {
        Path wanted = data.resolve(LocalConnector.WANTED);
        Path address = data.resolve(LocalConnector.ADDRESS);
        if (!Files.isDirectory(data)) {
            return List.of();
        }
        Files.deleteIfExists(address);
        if (Files.notExists(wanted)) {
            PrivateFiles.write(wanted, "");
        }
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < end) {
            if (Files.exists(address)) {
                return Files.readAllLines(address);
            }
            LockSupport.parkNanos(LOOK.toNanos());
        }
        Files.deleteIfExists(wanted);
        return List.of();
    }

    private static int backUp(Path copy, Path data, List<String> address) throws IOException, JMException {
        if (address.isEmpty()) {
            return refuse("No Wonbooks runs here with its data in " + data + ". If it runs with others, name them: "
                    + DATA + "FOLDER. If none runs, the file wonbooks.mv.db may be copied as it is.");
        }
        JMXServiceURL url = new JMXServiceURL(address.get(0));
        try (JMXConnector connector =
                JMXConnectorFactory.connect(url, Map.of(JMXConnector.CREDENTIALS, address.get(1)))) {
            System.out.println(connector
                    .getMBeanServerConnection()
                    .invoke(new ObjectName(Backup.NAME), "backUp", new Object[] {copy.toString()}, new String[] {
                        String.class.getName()
                    }));
            return 0;
        } catch (MBeanException | RuntimeMBeanException refused) {
            return refuse(NestedExceptionUtils.getMostSpecificCause(refused).getMessage());
        }
    }

    private static int refuse(String reason) {
        System.err.println(reason);
        return 1;
    }
}
