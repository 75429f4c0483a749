package org.wonbooks.sandbox.kommo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wonbooks.sandbox.SandboxRun;

/** Lists of deals and of notes: what is filtered, in which order, page by page. */
class KommoListsTest extends SeededAccount {

    @Test
    void notesAreFoundByTypeNewestFirst() throws IOException {
        long id = acme.deal("{}");
        for (String text : List.of("one", "two")) {
            acme.call(
                    "POST",
                    "leads/notes",
                    """
                    [{"entity_id": %d, "note_type": "service_message", "params": {"service": "QuickBooks", "text": "%s"}}]"""
                            .formatted(id, text));
        }
        acme.call("POST", "leads/" + id + "/notes", "[{\"note_type\": \"common\", \"params\": {\"text\": \"three\"}}]");

        JsonNode newest = acme.get(
                        "leads/" + id + "/notes?filter%5Bnote_type%5D%5B%5D=service_message&order%5Bid%5D=desc&limit=1")
                .json();
        JsonNode all = acme.get("leads/" + id + "/notes").json();

        assertThat(newest.findValuesAsText("text")).containsExactly("two");
        assertThat(newest.at("/_links/next").isMissingNode()).isFalse();
        assertThat(all.findValuesAsText("text")).containsExactly("one", "two", "three");
    }

    @Test
    void dealsAreListedByTheirLatestChangePageByPage(@TempDir Path data) throws IOException {
        try (SandboxRun other = new SandboxRun(data, "--wonbooks.sandbox.speed=1000")) {
            Acme client = Acme.of(other);
            Instant later = Instant.parse(other.control("POST", "/clock?advance=PT1H", null)
                    .get("clock")
                    .asText());
            for (String name : List.of("one", "two", "three")) {
                client.deal("{\"name\": \"%s\"}".formatted(name));
                other.control("POST", "/clock?advance=PT1M", null);
            }
            String lately = "leads?filter%5Bupdated_at%5D%5Bfrom%5D=" + later.getEpochSecond();
            JsonNode first = client.get(lately + "&order%5Bupdated_at%5D=asc&limit=2&page=1")
                    .json();
            JsonNode second = client.get(lately + "&order%5Bupdated_at%5D=asc&limit=2&page=2")
                    .json();

            assertThat(first.at("/_embedded/leads").findValuesAsText("name")).containsExactly("one", "two");
            assertThat(first.at("/_links/next").isMissingNode()).isFalse();
            assertThat(second.at("/_embedded/leads").findValuesAsText("name")).containsExactly("three");
            assertThat(second.at("/_links/next").isMissingNode()).isTrue();
            assertThat(client.get(lately + "&order%5Bupdated_at%5D=desc").json().findValuesAsText("name"))
                    .containsExactly("three", "two", "one");
            String before = "leads?limit=250&filter%5Bupdated_at%5D%5Bto%5D="
                    + later.minusSeconds(60).getEpochSecond();
            assertThat(client.get(before).json().at("/_embedded/leads")).hasSize(12);
            assertThat(client.get(before + "&page=2").status()).isEqualTo(204);
            assertThat(client.get("leads?limit=251").status()).isEqualTo(422);
        }
    }
}
