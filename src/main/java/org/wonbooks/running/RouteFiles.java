package org.wonbooks.running;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
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

    /** The file as a listing shows it; what was written to since shows another. */
    private record Seen(long size, FileTime modified, Object key) {}

    /**
     * Reads a folder, its links followed. Hidden files are left out.
     *
     * @throws IOException in words, where it can't be read, changes all the while, or holds far more than routes do
     */
    public static RouteFiles read(Path folder) throws IOException {
        SortedMap<String, Seen> before = list(folder);
        for (int look = 0; look < LOOKS; look++) {
            SortedMap<String, byte[]> files = new TreeMap<>();
            try {
                for (String name : before.keySet()) {
                    files.put(name, Files.readAllBytes(folder.resolve(name)));
                }
            } catch (NoSuchFileException gone) {
                // Then the listing shows it too.
            }
            SortedMap<String, Seen> after = list(folder);
            if (before.equals(after) && files.size() == after.size()) {
                return new RouteFiles(files);
            }
            before = after;
        }
        throw new IOException("changes while it is read: try again when it is written");
    }

    private static SortedMap<String, Seen> list(Path folder) throws IOException {
        SortedMap<String, Seen> files = new TreeMap<>();
        long bytes = 0;
        try (Stream<Path> paths = Files.walk(folder, FileVisitOption.FOLLOW_LINKS)) {
            for (Path path : (Iterable<Path>) paths::iterator) {
                String name = folder.relativize(path).toString().replace('\\', '/');
                if (!Files.isRegularFile(path) || name.startsWith(".") || name.contains("/.")) {
                    continue;
                }
                BasicFileAttributes about = Files.readAttributes(path, BasicFileAttributes.class);
                files.put(name, new Seen(about.size(), about.lastModifiedTime(), about.fileKey()));
                bytes += about.size();
                if (files.size() > MOST_FILES || bytes > MOST_BYTES) {
                    throw new IOException(
                            "holds more than " + MOST_FILES + " files or 8 MB: it is no folder of routes");
                }
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
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
            Path target = half.resolve(file.getKey()).normalize();
            if (!target.startsWith(half)) {
                throw new IOException("names a file outside of its folder: " + file.getKey());
            }
            Files.createDirectories(target.getParent());
            Files.write(target, file.getValue());
        }
        Files.move(half, copy, StandardCopyOption.ATOMIC_MOVE);
        return copy;
    }
}
