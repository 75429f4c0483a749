package org.wonbooks.sandbox.store;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.MVStoreException;
import org.wonbooks.logging.StartFault;

/**
 * The kept state: named maps of id to JSON object, in one file.
 *
 * <p>Whoever reads or writes stands between {@link #begin} and {@link #end}; one at a time, which keeps the simulated
 * systems simple. What has ended as kept survives the death of the process. The filter does this for every request, so
 * controllers need not.
 */
public final class Store implements AutoCloseable {

    private static final Comparator<String> BY_NUMBER =
            Comparator.comparingInt(String::length).thenComparing(Comparator.naturalOrder());

    private final MVStore file;
    private final ReentrantLock lock = new ReentrantLock();
    private long turns;

    public Store(Path folder) {
        try {
            Files.createDirectories(folder);
            file = new MVStore.Builder()
                    .fileName(folder.resolve("sandbox.mv.db").toString())
                    .autoCommitDisabled()
                    .open();
            file.setRetentionTime(0);
        } catch (IOException e) {
            throw new StartFault(
                    "The sandbox cannot write to " + folder.toAbsolutePath(),
                    "Give whoever runs it the right to write there, or set wonbooks.sandbox.data to another folder.",
                    e);
        } catch (MVStoreException e) {
            throw new StartFault(
                    "The sandbox's books in " + folder.toAbsolutePath() + " cannot be opened",
                    "Is another sandbox using them? Set wonbooks.sandbox.data to a folder of its own.",
                    e);
        }
    }

    /** Waits until nobody else is at the books. */
    public void begin() {
        lock.lock();
    }

    /** Writes the changes since {@link #begin} to disk, or forgets them, and lets the next one in. */
    public void end(boolean keep) {
        try {
            if (keep) {
                file.commit();
                // Every change rewrites whole pages; without this the file grows by some 10 kB with each of them.
                if (++turns % 50 == 0) {
                    file.compact(60, 1 << 20);
                }
            } else {
                file.rollback();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Carries out what is no request: alone at the books, and kept. */
    public void turn(Runnable work) {
        begin();
        try {
            work.run();
        } finally {
            end(true);
        }
    }

    public Optional<ObjectNode> find(String map, String id) {
        return Optional.ofNullable(map(map).get(id)).map(Json::parse);
    }

    /** Every object of a map, in the order of their ids, decimal ids by number. */
    public List<ObjectNode> all(String map) {
        MVMap<String, String> entries = map(map);
        return entries.keySet().stream()
                .sorted(BY_NUMBER)
                .map(id -> Json.parse(entries.get(id)))
                .toList();
    }

    public void put(String map, String id, ObjectNode value) {
        map(map).put(id, Json.write(value));
    }

    public void remove(String map, String id) {
        map(map).remove(id);
    }

    /** Empties every map whose name starts so. */
    public void clear(String prefix) {
        file.getMapNames().stream().filter(name -> name.startsWith(prefix)).forEach(name -> map(name)
                .clear());
    }

    /** The next number of a counter, from 1. */
    public long next(String counter) {
        ObjectNode value = find("counters", counter).orElseGet(Json::object);
        long next = value.path("value").asLong() + 1;
        put("counters", counter, value.put("value", next));
        return next;
    }

    @Override
    public void close() {
        lock.lock();
        file.close();
        lock.unlock();
    }

    private MVMap<String, String> map(String name) {
        if (!lock.isHeldByCurrentThread()) {
            throw new IllegalStateException("The books are read and written between begin() and end()");
        }
        return file.openMap(name);
    }
}
