package org.wonbooks.running;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.springframework.util.FileSystemUtils;

/**
 * The files of a folder of routes as they were at one moment: flows, steps, policies, mappings, examples.
 *
 * @param files their bytes by their paths below the folder, with {@code /} between
 */
public record RouteFiles(SortedMap<String, byte[]> files) {

    private static final int MOST_FILES = 1000;
    private static final int MOST_BYTES = 8 << 20;
    private static final int LOOKS = 5;

    /** A zip tells each entry's time, and the same files have to make the same bytes. */
    private static final FileTime NO_TIME = FileTime.fromMillis(0);

    /** A file as a look found it; what was written to since is another. */
    private record Seen(FileTime modified, Object key, ByteBuffer bytes) {}

    /**
     * Reads a folder, its links followed. Hidden files are left out. Two looks that find the same are the folder as it
     * was between them.
     *
     * @throws IOException in words, where it can't be read, changes all the while, or holds far more than routes do
     */
    public static RouteFiles read(Path folder) throws IOException {
        SortedMap<String, Seen> before = new TreeMap<>();
        for (int look = 0; look < LOOKS; look++) {
            try {
                SortedMap<String, Seen> now = look(folder);
                if (look > 0 && now.equals(before)) {
                    SortedMap<String, byte[]> files = new TreeMap<>();
                    now.forEach((name, seen) -> files.put(name, seen.bytes.array()));
                    return new RouteFiles(files);
                }
                before = now;
            } catch (NoSuchFileException gone) {
                before = new TreeMap<>();
            } catch (AccessDeniedException e) {
                throw new IOException(e.getFile() + " can't be read: this user has no right to", e);
            } catch (FileSystemLoopException e) {
                throw new IOException(e.getFile() + " is a link to a folder that it is in itself", e);
            }
        }
        throw new IOException("changes while it is read: try again when it is written");
    }

    private static SortedMap<String, Seen> look(Path folder) throws IOException {
        SortedMap<String, Seen> files = new TreeMap<>();
        long bytes = 0;
        try (Stream<Path> paths = Files.walk(folder, FileVisitOption.FOLLOW_LINKS)) {
            for (Path path : (Iterable<Path>) paths::iterator) {
                String name = folder.relativize(path).toString().replace(File.separatorChar, '/');
                if (name.startsWith(".") || name.contains("/.")) {
                    continue;
                }
                if (Files.isSymbolicLink(path) && Files.notExists(path)) {
                    throw new IOException(path + " is a link to nothing");
                }
                if (!Files.isRegularFile(path)) {
                    continue;
                }
                BasicFileAttributes about = Files.readAttributes(path, BasicFileAttributes.class);
                bytes += about.size();
                if (files.size() == MOST_FILES || bytes > MOST_BYTES) {
                    throw new IOException(
                            "holds more than " + MOST_FILES + " files or 8 MB: it is no folder of routes");
                }
                ByteBuffer text = ByteBuffer.wrap(Files.readAllBytes(path));
                files.put(name, new Seen(about.lastModifiedTime(), about.fileKey(), text));
            }
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        return files;
    }

    /** The same for the same files: SHA-256 in hex. */
    public String digest() {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            files.forEach((name, bytes) -> {
                digest.update((name + "\n").getBytes(StandardCharsets.UTF_8));
                digest.update(ByteBuffer.allocate(Long.BYTES).putLong(0, bytes.length));
                digest.update(bytes);
            });
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** All of them in one, as they are kept. */
    byte[] zip() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (Map.Entry<String, byte[]> file : files.entrySet()) {
                zip.putNextEntry(new ZipEntry(file.getKey()).setLastModifiedTime(NO_TIME));
                zip.write(file.getValue());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    static RouteFiles unzip(byte[] bytes) {
        SortedMap<String, byte[]> files = new TreeMap<>();
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(bytes))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                files.put(entry.getName(), zip.readAllBytes());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new RouteFiles(files);
    }

    /** Puts them into a folder of their own below another, if they are not there; whole, or not at all. */
    public Path copyInto(Path parent) throws IOException {
        String digest = digest();
        Path copy = parent.resolve(digest.substring(0, 16));
        if (Files.isDirectory(copy)) {
            if (read(copy).digest().equals(digest)) {
                return copy;
            }
            FileSystemUtils.deleteRecursively(copy);
        }
        Path half = Files.createTempDirectory(Files.createDirectories(parent), ".half");
        try {
            writeInto(half);
            Files.move(half, copy, StandardCopyOption.ATOMIC_MOVE);
        } catch (FileSystemException e) {
            // Unless somebody else has put them there meanwhile.
            if (!Files.isDirectory(copy) || !read(copy).digest().equals(digest)) {
                throw e;
            }
        } finally {
            FileSystemUtils.deleteRecursively(half);
        }
        return copy;
    }

    private void writeInto(Path folder) throws IOException {
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
            Path target = folder.resolve(file.getKey()).normalize();
            if (!target.startsWith(folder)) {
                throw new IOException("names a file outside of its folder: " + file.getKey());
            }
            Files.createDirectories(target.getParent());
            Files.write(target, file.getValue());
        }
    }
}
