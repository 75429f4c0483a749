package org.wonbooks.sandbox.kommo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.wonbooks.sandbox.SandboxRun.Answer;

/** Tasks on deals, and the users whom they are given. */
class TasksTest extends SeededAccount {

    private static final long LEFT = 11087131;

    private long lead;

    @BeforeEach
    void enterADeal() throws IOException {
        lead = acme.deal("{\"name\": \"Poster\"}");
    }

    @Test
    void taskIsFoundByItsDealUntilItIsDone() throws IOException {
        JsonNode added = add("").json().at("/_embedded/tasks/0");
        assertThat(added.path("request_id").asText()).isEqualTo("f-1");
        add("");
        long id = added.path("id").asLong();
        JsonNode open = acme.get(open()).json().at("/_embedded/tasks");
        assertThat(open).hasSize(2);
        assertThat(open.at("/0/responsible_user_id").asLong()).isEqualTo(11087123);
        assertThat(open.at("/0/result")).isEmpty();

        Answer done = acme.call("PATCH", "tasks/" + id, "{\"is_completed\": true, \"result\": {\"text\": \"done\"}}");

        assertThat(done.json().path("id").asLong()).isEqualTo(id);
        assertThat(acme.get(open()).json().at("/_embedded/tasks")).hasSize(1);
        JsonNode task = acme.get("tasks/" + id).json();
        assertThat(task.path("is_completed").asBoolean()).isTrue();
        assertThat(task.at("/result/text").asText()).isEqualTo("done");
        assertThat(acme.get("tasks?filter%5Bentity_type%5D=contacts").status()).isEqualTo(204);
        assertThat(state().at("/tasks/0").toString())
                .isEqualTo(
                        "{\"id\":%d,\"text\":\"Mend it\",\"responsible\":11087123,\"completed\":true,\"result\":\"done\"}"
                                .formatted(id));
    }

    @Test
    void nothingIsGivenToWhoLeft() throws IOException {
        sandbox.control("POST", "/kommo/leads/" + lead, "{\"responsible\": " + LEFT + "}");
        assertThat(acme.lead(lead).path("responsible_user_id").asLong()).isEqualTo(LEFT);
        String toWhoLeft = "\"responsible_user_id\": " + LEFT + ",";
        assertThat(add(toWhoLeft).status()).isEqualTo(200);

        sandbox.control("POST", "/kommo/users/" + LEFT + "/deactivate", "");

        assertThat(refused(add(toWhoLeft))).isEqualTo("NotSupportedChoice responsible_user_id");
        assertThat(add("").status()).isEqualTo(200);
        assertThat(refused(acme.call("PATCH", "leads/" + lead, "{\"responsible_user_id\": " + LEFT + "}")))
                .isEqualTo("NotSupportedChoice responsible_user_id");
        assertThat(acme.get("account").body()).doesNotContain("users");
    }

    @Test
    void taskIsRefusedThatSaysTooLittle() throws IOException {
        String item = "[{\"text\": \"Mend it\", \"complete_till\": %s, \"entity_type\": \"leads\", \"entity_id\": %d}]";
        assertThat(refused(acme.call("POST", "tasks", item.formatted("\"soon\"", lead))))
                .isEqualTo("InvalidType complete_till");
        assertThat(refused(acme.call("POST", "tasks", item.formatted("1795392000", 99))))
                .isEqualTo("NotSupportedChoice entity_id");
        assertThat(refused(acme.call(
                        "POST", "tasks", item.formatted("1795392000", lead).replace("text", "name"))))
                .isEqualTo("FieldMissing text");
        assertThat(refused(acme.call("PATCH", "tasks/99", "{\"is_completed\": true}")))
                .isEqualTo("NotSupportedChoice id");
    }

    private Answer add(String more) throws IOException {
        return acme.call(
                "POST",
                "tasks",
                """
                [{%s "task_type_id": 1, "text": "Mend it", "complete_till": 1795392000, "entity_id": %d,
                  "entity_type": "leads", "request_id": "f-1"}]"""
                        .formatted(more, lead));
    }

    private String open() {
        return "tasks?filter%5Bentity_type%5D=leads&filter%5Bentity_id%5D%5B%5D=" + lead
                + "&filter%5Bis_completed%5D=0";
    }

    private JsonNode state() throws IOException {
        for (JsonNode each : sandbox.control("GET", "/state", null).at("/kommo/leads")) {
            if (each.path("id").asLong() == lead) {
                return each;
            }
        }
        throw new AssertionError("No deal " + lead);
    }

    private static String refused(Answer answer) throws IOException {
        assertThat(answer.status()).isEqualTo(400);
        JsonNode error = answer.json().at("/validation-errors/0/errors/0");
        return error.path("code").asText() + " " + error.path("path").asText();
    }
}
