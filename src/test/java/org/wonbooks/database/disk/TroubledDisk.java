package org.wonbooks.database.disk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.h2.store.fs.FileBaseDefault;
import org.h2.store.fs.FilePath;
import org.h2.store.fs.FilePathWrapper;
import org.wonbooks.Wonbooks;

/**
 * A disk that H2 writes to, with the trouble that the file {@link #TROUBLE} names at that moment. A JVM that begins
 * here runs Wonbooks on it, where the database's URL says {@code jdbc:h2:troubled:…}.
 */
public final class TroubledDisk extends FilePathWrapper {

    /** Where it runs: the name of a trouble, and nothing else; without the file there is none. */
    public static final String TROUBLE = "trouble";

    /** What befalls each write. */
    public enum Trouble {
        FULL("No space left on device", Duration.ZERO),
        READ_ONLY("Read-only file system", Duration.ZERO),
        SLOW(null, Duration.ofMillis(50)),
        VERY_SLOW(null, Duration.ofSeconds(1));

        private final String fault;
        private final Duration wait;

        Trouble(String fault, Duration wait) {
            this.fault = fault;
            this.wait = wait;
        }

        /** By the words of Linux; null: it is written in the end. */
        public String fault() {
            return fault;
        }
    }

    public static void main(String[] args) {
        FilePath.register(new TroubledDisk());
        Wonbooks.main(args);
    }

    @Override
    public String getScheme() {
        return "troubled";
    }

    @Override
    public FileChannel open(String mode) throws IOException {
        return new TroubledFile(super.open(mode));
    }

    private static final class TroubledFile extends FileBaseDefault {

        private final FileChannel file;

        TroubledFile(FileChannel file) {
            this.file = file;
        }

        @Override
        public int write(ByteBuffer bytes, long position) throws IOException {
            Trouble trouble = trouble();
            if (trouble == Trouble.FULL) {
                // As a disk does: what there is still room for is written.
                file.write(bytes.slice(bytes.position(), bytes.remaining() / 2), position);
            }
            meet(trouble);
            return file.write(bytes, position);
        }

        @Override
        protected void implTruncate(long size) throws IOException {
            meet(trouble());
            if (size < file.size()) {
                file.truncate(size);
            }
        }

        @Override
        public void force(boolean metaData) throws IOException {
            Trouble trouble = trouble();
            if (trouble != null && trouble.fault == null) {
                meet(trouble);
            }
            file.force(metaData);
        }

        private static Trouble trouble() throws IOException {
            Path named = Path.of(TROUBLE);
            return Files.exists(named) ? Trouble.valueOf(Files.readString(named)) : null;
        }

        private static void meet(Trouble trouble) throws IOException {
            if (trouble != null) {
                LockSupport.parkNanos(trouble.wait.toNanos());
                if (trouble.fault != null) {
                    throw new IOException(trouble.fault);
                }
            }
        }

        @Override
        public int read(ByteBuffer bytes, long position) throws IOException {
            return file.read(bytes, position);
        }

        @Override
        public long size() throws IOException {
            return file.size();
        }

        @Override
        public FileLock tryLock(long position, long size, boolean shared) throws IOException {
            return file.tryLock(position, size, shared);
        }

        @Override
        protected void implCloseChannel() throws IOException {
            file.close();
        }
    }
}
