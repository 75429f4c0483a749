package org.wonbooks.testing;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** The same from many threads at one moment. */
public final class AtOnce {

    /** What each of them does. */
    public interface Task<T> {
        T by(int caller) throws Exception;
    }

    private AtOnce() {}

    /** What each caller got, in their order; throws what the first of them threw. */
    public static <T> List<T> run(int callers, Task<T> task) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(callers);
        try {
            CyclicBarrier start = new CyclicBarrier(callers);
            List<Callable<T>> tasks = new ArrayList<>();
            for (int i = 0; i < callers; i++) {
                int caller = i;
                tasks.add(() -> {
                    start.await();
                    return task.by(caller);
                });
            }
            List<T> given = new ArrayList<>();
            for (Future<T> answer : threads.invokeAll(tasks)) {
                given.add(answer.get());
            }
            return given;
        } finally {
            threads.shutdownNow();
        }
    }
}
