package org.wonbooks.console.connection;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.wonbooks.console.ConsoleTest;

/** Of two connections of one Kommo account each bills deals of its own pipelines. */
class OwnPipelinesTest extends ConsoleTest {

    /** As Kommo's number is known once it was let in. */
    private long connected(String subdomain, String pipelines) {
        long id = create(subdomain, pipelines).json().path("id").asLong();
        jdbc.sql("update connection set kommo_account_id = ? where id = ?")
                .params(subdomain.hashCode() & 0xFFFFFF, id)
                .update();
        return id;
    }

    private Answer create(String subdomain, String pipelines) {
        return api(
                "POST",
                "/connections",
                """
                {"name": "Of %s", "kommo": {"subdomain": "%s"}, "settings": {"won": {"pipelineIds": %s}}}"""
                        .formatted(pipelines, subdomain, pipelines));
    }

    private Answer choose(long id, String pipelines) {
        return api(
                "PATCH", "/connections/" + id, "{\"settings\": {\"won\": {\"pipelineIds\": %s}}}".formatted(pipelines));
    }

    private Answer mode(long id, String mode) {
        return api("PATCH", "/connections/" + id, "{\"mode\": \"%s\"}".formatted(mode));
    }

    private String pipelines(long id) {
        return api("GET", "/connections/" + id, null)
                .json()
                .at("/settings/won/pipelineIds")
                .toString();
    }

    private static void assertOverlaps(Answer answer, String words) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(409);
        assertThat(answer.json().path("detail").asText()).contains(words);
    }

    @Test
    void aPipelineOfAnotherOneIsRefused() {
        connected("shared", "[1, 2]");
        long second = connected("shared", "[3]");

        assertOverlaps(
                choose(second, "[2, 3]"),
                "The connection \"Of [1, 2]\" of the same Kommo account bills the deals of pipeline 2 already");
        assertOverlaps(
                choose(second, "[]"), "bills the deals of pipeline 1, 2: choose others here; none chosen means all");
        assertOverlaps(create("shared", "[2]"), "pipeline 2 already");
        assertThat(pipelines(second)).isEqualTo("[3]");
        assertThat(audit("connection.change", second)).isZero();

        assertThat(choose(second, "[3, 4]").status()).isEqualTo(200);
        assertThat(create("others", "[2]").status()).isEqualTo(201);
        assertThat(api("PATCH", "/connections/" + second, "{\"settings\": {\"invoice\": {\"burst\": 7}}}")
                        .status())
                .isEqualTo(200);
    }

    @Test
    void whereBothBillAllOneOfThemBegins() {
        long first = connected("both-all", "[9]");
        long second = connected("both-all", "[8]");
        jdbc.sql("update connection set settings = '{}' where id in (?, ?)")
                .params(first, second)
                .update();

        assertThat(choose(first, "[1]").status()).isEqualTo(200);
        assertOverlaps(choose(second, "[1]"), "pipeline 1 already");
        assertThat(choose(second, "[2]").status()).isEqualTo(200);
    }

    @Test
    void oneThatIsNotLiveIsInNobodysWayUntilItGoesLive() {
        long first = connected("modes", "[1]");
        long second = connected("modes", "[2]");
        mode(first, "off");
        assertThat(choose(second, "[1, 2]").status()).isEqualTo(200);
        assertOverlaps(mode(first, "live"), "pipeline 1 already");
        assertThat(mode(first, "shadow").status()).isEqualTo(200);
        assertOverlaps(mode(first, "live"), "pipeline 1 already");
        assertThat(choose(second, "[2]").status()).isEqualTo(200);
        assertOverlaps(choose(first, "[2]"), "pipeline 2 already");
        assertThat(mode(first, "live").status()).isEqualTo(200);
    }

    @Test
    void ofTwoChangesAtOnceOneIsRefused() {
        for (int round = 0; round < 5; round++) {
            long first = connected("race-" + round, "[1]");
            long second = connected("race-" + round, "[2]");
            CyclicBarrier together = new CyclicBarrier(2);
            List<Integer> answers = Stream.of(first, second)
                    .map(id -> CompletableFuture.supplyAsync(() -> {
                        await(together);
                        return choose(id, "[%d, 3]".formatted(id == first ? 1 : 2))
                                .status();
                    }))
                    .toList()
                    .stream()
                    .map(CompletableFuture::join)
                    .sorted()
                    .toList();
            assertThat(answers).containsExactly(200, 409);
        }
    }

    private static void await(CyclicBarrier barrier) {
        try {
            barrier.await();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void thePageSaysItAtTheField() {
        connected("page", "[1]");
        long second = connected("page", "[2]");
        String cookie = signIn();
        Answer page = send("GET", "/connections/" + second + "/settings", null, "Cookie", cookie);
        String typed = String.join(
                "&",
                form("_csrf", token(page)),
                form("seen", "{\"won\":{\"pipelineIds\":[2]}}"),
                form("won.pipelineIds", "1"));

        Answer refused =
                send("POST", "/connections/" + second + "/settings", typed, FORM[0], FORM[1], "Cookie", cookie);

        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.body())
                .containsPattern(
                        "id=\"won.pipelineIds-error\">The connection &quot;Of \\[1]&quot; of the same Kommo account");
        assertThat(pipelines(second)).isEqualTo("[2]");
    }
}
