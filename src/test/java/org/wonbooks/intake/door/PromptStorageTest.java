package org.wonbooks.intake.door;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.wonbooks.intake.inbox.KommoIntake;
import org.wonbooks.intake.inbox.KommoIntake.Hook;
import org.wonbooks.work.run.Turns;

/** Kommo's deliveries that wait at one moment are stored together, and each gets the answer that it would get alone. */
class PromptStorageTest {

    private static final String POISON = "poison";
    private static final String HELD = "held";

    private final ExecutorService senders = Executors.newCachedThreadPool();
    private final Database database = new Database();
    private final PromptStorage storage = new PromptStorage(new Turns(), database, null, Duration.ofMinutes(1));

    @AfterEach
    void end() {
        database.goOn.countDown();
        database.released.countDown();
        storage.destroy();
        senders.shutdownNow();
    }

    @Test
    void thoseThatWaitAreStoredTogether() {
        List<CompletableFuture<Integer>> first = busy();
        List<CompletableFuture<Integer>> waiting =
                IntStream.range(0, 20).mapToObj(number -> send("s3cret", "")).toList();
        Awaitility.await().until(() -> storage.waiting() == 20);
        database.goOn.countDown();

        assertThat(first).allMatch(answer -> answer.join() == 200);
        assertThat(waiting).allMatch(answer -> answer.join() == 200);
        assertThat(database.sizes).startsWith(1, 1).hasSizeLessThan(5);
        assertThat(database.sizes.stream().mapToInt(Integer::intValue).sum()).isEqualTo(22);
    }

    @Test
    void eachGetsItsOwnAnswer() {
        busy();
        CompletableFuture<Integer> known = send("s3cret", "");
        CompletableFuture<Integer> unknown = send("other", "");
        Awaitility.await().until(() -> storage.waiting() == 2);
        database.goOn.countDown();

        assertThat(known.join()).isEqualTo(200);
        assertThat(unknown.join()).isEqualTo(404);
    }

    @Test
    void oneThatCannotBeStoredIsRefusedAlone() {
        busy();
        List<CompletableFuture<Integer>> good =
                IntStream.range(0, 5).mapToObj(number -> send("s3cret", "")).toList();
        CompletableFuture<Integer> poison = send("s3cret", POISON);
        Awaitility.await().until(() -> storage.waiting() == 6);
        database.goOn.countDown();

        assertThat(good).allMatch(answer -> answer.join() == 200);
        assertThatThrownBy(poison::join)
                .isInstanceOf(CompletionException.class)
                .hasRootCauseMessage("It can't be stored");
    }

    @Test
    void oneWhoseRowSomebodyHoldsDelaysNoOther() {
        busy();
        CompletableFuture<Integer> held = send("s3cret", HELD);
        Awaitility.await().until(() -> storage.waiting() == 1);
        List<CompletableFuture<Integer>> behind =
                IntStream.range(0, 5).mapToObj(number -> send("s3cret", "")).toList();
        Awaitility.await().until(() -> storage.waiting() == 6);
        database.goOn.countDown();

        assertThat(behind).allMatch(answer -> answer.join() == 200);
        assertThat(held).isNotDone();
        database.released.countDown();
        assertThat(held.join()).isEqualTo(200);
    }

    /** As many as are stored at once, and stay in the middle of it. */
    private List<CompletableFuture<Integer>> busy() {
        List<CompletableFuture<Integer>> answers = new ArrayList<>();
        for (int begun = 1; begun <= 2; begun++) {
            int expected = begun;
            answers.add(send("s3cret", ""));
            Awaitility.await().until(() -> database.sizes.size() == expected);
        }
        return answers;
    }

    private CompletableFuture<Integer> send(String secret, String body) {
        return CompletableFuture.supplyAsync(() -> storage.kommo(new Hook(secret, body.getBytes(UTF_8))), senders);
    }

    /** Stands still until it may go on. */
    private static final class Database extends KommoIntake {

        private final CountDownLatch goOn = new CountDownLatch(1);
        private final CountDownLatch released = new CountDownLatch(1);
        private final List<Integer> sizes = Collections.synchronizedList(new ArrayList<>());

        Database() {
            super(null, null, null, null, null);
        }

        @Override
        public List<Integer> take(List<Hook> hooks) {
            sizes.add(hooks.size());
            await(goOn);
            List<String> bodies =
                    hooks.stream().map(hook -> new String(hook.body(), UTF_8)).toList();
            if (bodies.contains(POISON) || bodies.contains(HELD) && bodies.size() > 1) {
                throw new IllegalStateException("It can't be stored");
            }
            if (bodies.contains(HELD)) {
                await(released);
            }
            return hooks.stream()
                    .map(hook -> hook.secret().equals("s3cret") ? 200 : 404)
                    .toList();
        }

        private static void await(CountDownLatch latch) {
            try {
                latch.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
