package org.wonbooks.schedule;

import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;

/**
 * The way of one instance to everything outside: the database and HTTP. Whatever goes through it is a fault point. A
 * crash closes it: whatever the instance still tries to do has no effect.
 */
final class Gate {

    private final String name;
    private volatile Fate fate = Fate.KIND;
    private volatile long life;
    private volatile boolean down;

    Gate(String name) {
        this.name = name;
    }

    void fate(Fate fate) {
        this.fate = fate;
    }

    Fate fate() {
        return fate;
    }

    long life() {
        return life;
    }

    boolean down() {
        return down;
    }

    /** From here on, nothing that runs here has any effect. */
    void crash() {
        down = true;
        life++;
    }

    void restart() {
        down = false;
    }

    /** Is this thread part of a schedule, rather than of the start or of the schedule's own look at things? */
    boolean watched() {
        return Task.current() != null;
    }

    /** Ends a task whose instance has ended. */
    void passLiving() {
        Task task = Task.current();
        if (task != null && task.life() != life) {
            throw new Crash();
        }
    }

    /** A moment at which the process may end, or somebody else may go on. */
    void point(String what) {
        passLiving();
        Task task = Task.current();
        if (task == null) {
            return;
        }
        if (task.mayPause() && fate.pauses(task, what)) {
            task.pause();
            passLiving();
        }
        if (fate.crashes(task, what)) {
            crash();
            throw new Crash();
        }
    }

    /** A moment at which the way to the database may break. */
    void database(String what) throws SQLException {
        if (fate.breaksDatabase(Task.current(), what)) {
            throw lost();
        }
    }

    static SQLException lost() {
        return new SQLTransientConnectionException("The way to the database broke", "08006");
    }

    @Override
    public String toString() {
        return name;
    }
}
