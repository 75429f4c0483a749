package org.wonbooks.schedule;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import javax.sql.DataSource;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/** An instance's database, with the gate in front of it: each statement and each commit is a fault point. */
final class GatedDatabase extends DelegatingDataSource {

    /** Whoever takes no lease by this looks again and again, until time has ended the lease of another one. */
    private static final String WAITING = "update token set lease_owner = ?";

    /** The fence, and the look at it before a write. */
    private static final String FENCE = "update work set epoch = epoch";

    private static final String LOOK = "select (select mode from connection where id = connection_id)";

    /** Others wait for it until the transaction ends, without having written anything. */
    private static final Pattern LOCKS = Pattern.compile("pg_advisory_xact_lock|for update");

    private static final Map<String, String> WORDS = new ConcurrentHashMap<>();

    private final Gate gate;

    GatedDatabase(DataSource database, Gate gate) {
        super(database);
        this.gate = gate;
    }

    @Override
    public Connection getConnection() throws SQLException {
        if (!gate.watched()) {
            return super.getConnection();
        }
        gate.point("taking a connection");
        gate.database("taking a connection");
        return proxy(Connection.class, new Gated(super.getConnection()));
    }

    private static <T> T proxy(Class<T> type, InvocationHandler handler) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
    }

    /** How the story calls a statement. */
    private static String words(String sql) {
        return WORDS.computeIfAbsent(sql, text -> {
            String line = text.strip().replaceAll("\\s+", " ");
            return line.length() > 70 ? line.substring(0, 70) + "…" : line;
        });
    }

    private static Object call(Object target, Method method, Object[] arguments) throws Throwable {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    /** One connection. Once it is broken, nothing of what was not committed is kept. */
    private final class Gated implements InvocationHandler {

        private final Connection real;
        private boolean broken;
        private boolean writing;
        private boolean fenced;

        Gated(Connection real) {
            this.real = real;
        }

        @Override
        public Object invoke(Object self, Method method, Object[] arguments) throws Throwable {
            switch (method.getName()) {
                case "close" -> {
                    if (broken) {
                        real.setAutoCommit(true);
                    }
                    real.close();
                    writing(false);
                    return null;
                }
                case "commit" -> {
                    commit();
                    return null;
                }
                case "createStatement", "prepareStatement" -> {
                    alive();
                    if (arguments != null && arguments[0] instanceof String sql) {
                        arguments[0] = gate.fate().statement(sql);
                    }
                    Object statement = call(real, method, arguments);
                    String sql = arguments != null && arguments[0] instanceof String text ? text : "";
                    return statement instanceof PreparedStatement prepared
                            ? proxy(
                                    PreparedStatement.class,
                                    (its, called, given) -> statement(prepared, called, given, sql))
                            : proxy(Statement.class, (its, called, given) -> statement(statement, called, given, sql));
                }
                case "isClosed" -> {
                    return broken || real.isClosed();
                }
                default -> {
                    alive();
                    Object answer = call(real, method, arguments);
                    if (method.getName().equals("rollback") && arguments == null) {
                        writing(false);
                    }
                    return answer;
                }
            }
        }

        private Object statement(Object statement, Method method, Object[] arguments, String sql) throws Throwable {
            if (!method.getName().startsWith("execute")) {
                return method.getName().equals("close") && broken ? null : call(statement, method, arguments);
            }
            String what = words(sql.isEmpty() && arguments != null ? String.valueOf(arguments[0]) : sql);
            alive();
            point("before " + what);
            breakable("before " + what);
            boolean write = !what.startsWith("select");
            if ((write || LOCKS.matcher(sql).find()) && !real.getAutoCommit()) {
                writing(true);
            }
            Object answer = call(statement, method, arguments);
            fenced |= what.startsWith(FENCE);
            if (what.startsWith(LOOK)) {
                gate.committed();
            }
            if (Integer.valueOf(0).equals(answer) && what.startsWith(WAITING)) {
                gate.waits();
            }
            if (write && real.getAutoCommit()) {
                point("after " + what);
                breakable("after " + what);
            }
            return answer;
        }

        private void commit() throws SQLException {
            alive();
            point("before a commit");
            breakable("before a commit");
            real.commit();
            if (fenced) {
                gate.committed();
            }
            fenced = false;
            writing(false);
            point("after a commit");
            breakable("after a commit");
        }

        private void alive() throws SQLException {
            if (broken) {
                gate.passLiving();
                throw Gate.lost();
            }
            try {
                gate.passLiving();
            } catch (Crash crash) {
                end();
                throw crash;
            }
        }

        private void point(String what) throws SQLException {
            try {
                gate.point(what);
            } catch (Crash crash) {
                end();
                throw crash;
            }
        }

        private void breakable(String what) throws SQLException {
            try {
                gate.database(what);
            } catch (SQLException lost) {
                end();
                throw lost;
            }
        }

        /** As the server sees it when the client is gone. */
        private void end() throws SQLException {
            broken = true;
            if (!real.getAutoCommit()) {
                real.rollback();
            }
            writing(false);
        }

        private void writing(boolean now) {
            if (now != writing) {
                writing = now;
                Task.current().writing(now);
            }
        }
    }
}
