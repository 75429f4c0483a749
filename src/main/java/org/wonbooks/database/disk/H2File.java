package org.wonbooks.database.disk;

import java.nio.file.Path;
import org.h2.store.fs.FilePath;

/** Where H2 keeps a database. */
public final class H2File {

    private static final String H2 = "jdbc:h2:";

    private H2File() {}

    /** The file of a JDBC address, without its ending; null: there is none on this machine. */
    public static Path of(String url) {
        String name = url.startsWith(H2) ? url.substring(H2.length()).split(";", 2)[0] : "mem:";
        if (name.matches("(mem|tcp|ssl|zip|classpath):.*")) {
            return null;
        }
        FilePath file = FilePath.get(name).unwrap();
        return file.getScheme().equals("file")
                ? Path.of(file.toString()).toAbsolutePath().normalize()
                : null;
    }
}
