package org.wonbooks.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/**
 * One database behind two pools: a large one for everything, and a small one for what has to be answered in time,
 * however many connections the rest holds. Repositories and transactions know nothing of it.
 */
public final class TwoPools extends DelegatingDataSource {

    private static final ThreadLocal<Boolean> IN_TIME = ThreadLocal.withInitial(() -> false);

    private final DataSource prompt;

    TwoPools(DataSource common, DataSource prompt) {
        super(common);
        this.prompt = prompt;
    }

    /** Whatever the task does with the database, it does over the small pool. */
    public static <T> T inTime(Supplier<T> task) {
        IN_TIME.set(true);
        try {
            return task.get();
        } finally {
            IN_TIME.remove();
        }
    }

    @Override
    public Connection getConnection() throws SQLException {
        return IN_TIME.get() ? prompt.getConnection() : super.getConnection();
    }
}
