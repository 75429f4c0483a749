package org.wonbooks.schedule;

import java.time.Instant;
import java.util.Arrays;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * Something that an instance does, in a thread of its own. Of all tasks and the schedule, only the one that has the
 * baton runs; a task gives it back at its end, or at a fault point, to be resumed later.
 */
final class Task {

    private static final ThreadLocal<Task> CURRENT = new ThreadLocal<>();
    private static final int PATIENCE_SECONDS = 60;

    private final Gate gate;
    private final long life;
    private final String name;
    private final Semaphore baton = new Semaphore(0);
    private final Semaphore back = new Semaphore(0);
    private Thread thread;
    private volatile boolean ended;
    private volatile Throwable failure;
    private int writing;
    private String lastCall;
    private Instant committedAt;

    private Task(Gate gate, String name) {
        this.gate = gate;
        this.life = gate.life();
        this.name = name;
    }

    /** The task of this thread; null for the schedule itself and for threads that belong to none. */
    static Task current() {
        return CURRENT.get();
    }

    /** Does something in a task's thread that is no part of the task. */
    static void aside(Runnable work) {
        Task task = CURRENT.get();
        CURRENT.remove();
        try {
            work.run();
        } finally {
            CURRENT.set(task);
        }
    }

    /** Starts it; returns when it has ended or has given the baton back. */
    static Task start(Gate gate, String name, Runnable work) {
        Task task = new Task(gate, name);
        gate.tasks().add(task);
        // A thread of its own each: what libraries keep by thread ends with it, as it does with a process.
        Thread thread = new Thread(() -> task.run(work), "schedule-task");
        thread.setDaemon(true);
        task.thread = thread;
        thread.start();
        task.resume();
        return task;
    }

    private void run(Runnable work) {
        CURRENT.set(this);
        baton.acquireUninterruptibly();
        try {
            work.run();
        } catch (Throwable e) {
            failure = e;
        } finally {
            CURRENT.remove();
            gate.tasks().remove(this);
            ended = true;
            back.release();
        }
    }

    /** Lets it go on; returns when it has ended or has given the baton back. */
    void resume() {
        baton.release();
        try {
            if (!back.tryAcquire(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                throw new IllegalStateException(this + " does not come to an end. It is at\n"
                        + Arrays.stream(thread.getStackTrace())
                                .map(frame -> "  " + frame)
                                .collect(Collectors.joining("\n")));
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Gives the baton back, until it is resumed. */
    void pause() {
        back.release();
        baton.acquireUninterruptibly();
    }

    /** Nobody waits for a row that this task has locked. */
    boolean mayPause() {
        return writing == 0;
    }

    void writing(boolean begins) {
        writing += begins ? 1 : -1;
    }

    /** The HTTP call that it has made last; null: none. */
    String lastCall() {
        return lastCall;
    }

    void calls(String call) {
        lastCall = call;
    }

    /** When a transaction of its went through last; null: none. */
    Instant committedAt() {
        return committedAt;
    }

    void committedAt(Instant time) {
        committedAt = time;
    }

    Gate gate() {
        return gate;
    }

    /** Which life of the instance it belongs to. */
    long life() {
        return life;
    }

    boolean ended() {
        return ended;
    }

    /** What it ended with; null when it ended well. */
    Throwable failure() {
        return failure;
    }

    @Override
    public String toString() {
        return name + " of " + gate;
    }
}
