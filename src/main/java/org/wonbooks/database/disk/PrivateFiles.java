package org.wonbooks.database.disk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Files that their owner alone may read, in a folder that he alone may enter; where the file system knows of that. */
public final class PrivateFiles {

    private static final Logger LOG = LoggerFactory.getLogger(PrivateFiles.class);

    private static final boolean KNOWN =
            FileSystems.getDefault().supportedFileAttributeViews().contains("posix");

    private static final Set<PosixFilePermission> FOLDER = PosixFilePermissions.fromString("rwx------");

    private static final Set<PosixFilePermission> FILE = PosixFilePermissions.fromString("rw-------");

    private PrivateFiles() {}

    /**
     * Makes the folder if there is none, and closes it and the files in it to others. A folder from which Wonbooks was
     * started, or somebody's home, holds other things too, and stays as it is.
     */
    public static void keepIn(Path folder) throws IOException {
        Path whole = folder.toAbsolutePath().normalize();
        if (Files.notExists(whole)) {
            Files.createDirectories(whole.getParent());
            Files.createDirectory(whole, ofOwner(FOLDER));
        } else if (!Path.of("").toAbsolutePath().startsWith(whole)
                && !Path.of(System.getProperty("user.home")).startsWith(whole)) {
            close(whole, FOLDER);
            try (Stream<Path> files = Files.list(whole)) {
                for (Path file : (Iterable<Path>)
                        files.filter(file -> Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS))::iterator) {
                    close(file);
                }
            }
        }
    }

    /** Writes a new file, to the disk; nobody else could read it for a moment. */
    public static void write(Path file, String text) throws IOException {
        Set<StandardOpenOption> asNew = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        try (FileChannel written = FileChannel.open(file, asNew, ofOwner(FILE))) {
            ByteBuffer bytes = StandardCharsets.UTF_8.encode(text);
            while (bytes.hasRemaining()) {
                written.write(bytes);
            }
            written.force(true);
        }
    }

    /** Writes a file anew: after a power cut there is the old one or the new one, whole. */
    static void replace(Path file, String text) throws IOException {
        Path written = Path.of(file + ".part");
        Files.deleteIfExists(written);
        write(written, text);
        Files.move(written, file, StandardCopyOption.ATOMIC_MOVE);
        if (KNOWN) {
            try (FileChannel folder = FileChannel.open(file.toAbsolutePath().getParent())) {
                folder.force(true);
            }
        }
    }

    /** Closes a file that is there to others. */
    public static void close(Path file) throws IOException {
        close(file, FILE);
    }

    /** What belongs to somebody else can't be closed, and need not be: he has given it to us so. */
    private static void close(Path file, Set<PosixFilePermission> allowed) throws IOException {
        if (KNOWN) {
            try {
                Files.setPosixFilePermissions(file, allowed);
            } catch (FileSystemException notOurs) {
                LOG.debug("{} can't be closed to others", file, notOurs);
            }
        }
    }

    private static FileAttribute<?>[] ofOwner(Set<PosixFilePermission> allowed) {
        return KNOWN
                ? List.of(PosixFilePermissions.asFileAttribute(allowed)).toArray(FileAttribute[]::new)
                : new FileAttribute<?>[0];
    }
}
