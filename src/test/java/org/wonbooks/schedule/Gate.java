package org.wonbooks.schedule;

import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * The way of one instance to everything outside: the database and HTTP. Whatever goes through it is a fault point. A
 * crash closes it: whatever the instance still tries to do has no effect.
 */
final class Gate {

    /** What others may take over after so long, as in production. */
    private static final Duration LEASE = Duration.ofSeconds(20);

    private final String name;
    private final Supplier<Instant> now;
    private final Consumer<Duration> waiting;
    private volatile Fate fate = Fate.KIND;
    private BooleanSupplier keepsTokens = () -> false;
    private final Set<Task> tasks = ConcurrentHashMap.newKeySet();
    private volatile long life;
    private volatile boolean down;

    /** @param waiting lets time pass for somebody who waits */
    Gate(String name, Supplier<Instant> now, Consumer<Duration> waiting) {
        this.name = name;
        this.now = now;
        this.waiting = waiting;
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

    /** @param tokens whether the process keeps tokens in memory that it could not store */
    void keepsTokens(BooleanSupplier tokens) {
        keepsTokens = tokens;
    }

    boolean keepsTokens() {
        return keepsTokens.getAsBoolean();
    }

    /** What the process that runs behind it is at. */
    Set<Task> tasks() {
        return tasks;
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
        if (fate.pauses(task, what)) {
            task.pause();
            passLiving();
        }
        if (fate.crashes(task, what)) {
            crash();
            throw new Crash();
        }
    }

    /**
     * A fault point before a call. A process that stood still since it last proved its lease wakes here to send what
     * another one may have sent meanwhile.
     */
    void pointBeforeCall(String call) {
        point("the way to " + call);
        Task task = Task.current();
        if (task != null && task.committedAt() != null) {
            Duration stood = Duration.between(task.committedAt(), now.get());
            if (stood.compareTo(LEASE) >= 0) {
                fate.late(call, stood);
            }
        }
    }

    /** The lease was proved: by a transaction that held the fence, or by a look at it. */
    void committed() {
        Task.current().committedAt(now.get());
    }

    /** Somebody waits for another one: a while passes. */
    void waits() {
        waits(Duration.ofSeconds(5));
    }

    void waits(Duration time) {
        if (Task.current() != null) {
            fate.tell(Task.current() + " waits " + time);
            Task.aside(() -> waiting.accept(time));
            // It has waited: its next pause is over at once.
            LockSupport.unpark(Thread.currentThread());
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
