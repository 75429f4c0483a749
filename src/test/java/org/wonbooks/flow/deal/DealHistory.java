package org.wonbooks.flow.deal;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.Map;
import org.wonbooks.database.DatabaseTime;
import org.wonbooks.testing.RunningWonbooks;

/** What happens to a deal of the table before it is looked at: a step is a word, perhaps with what it needs. */
final class DealHistory {

    private final RunningWonbooks wonbooks;

    DealHistory(RunningWonbooks wonbooks) {
        this.wonbooks = wonbooks;
    }

    /** Only what is won from now on counts; Kommo says when in whole seconds. */
    void goesLive() {
        long second = Instant.now().getEpochSecond();
        wonbooks.until().until(() -> Instant.now().getEpochSecond() > second + 1);
        wonbooks.jdbc
                .sql("update connection set live_since = ?")
                .param(DatabaseTime.parameter(Instant.ofEpochSecond(second + 2)))
                .update();
    }

    /**
     * The first step of each deal, then the second of each: README.md beside the table says which there are.
     *
     * @param when the part of the rows that lists them
     */
    void happen(Map<JsonNode, JsonNode> leads, String when) {
        boolean[] more = {true};
        for (int i = 0; more[0]; i++) {
            int place = i;
            more[0] = false;
            boolean[] looked = {false};
            leads.forEach((deal, lead) -> {
                String step = deal.path(when).path(place).asText();
                if (!step.isEmpty()) {
                    happens(lead.path("id").asLong(), step);
                    more[0] = true;
                    looked[0] |= step.matches("look|take|approve");
                }
            });
            if (looked[0]) {
                wonbooks.awaitQuiet();
            }
        }
    }

    private void happens(long lead, String step) {
        String[] words = step.split(" ", 2);
        String path = "/kommo/leads/" + lead;
        switch (words[0]) {
            case "win" -> wonbooks.sandbox.win(lead);
            case "move" -> {
                String[] stage = words[1].split("/");
                wonbooks.sandbox.post(path + "/move?pipeline=" + stage[0] + "&status=" + stage[1]);
            }
            case "lose" -> wonbooks.sandbox.post(path + "/move?status=143");
            case "rename" -> wonbooks.sandbox.post(path, "{\"name\": \"" + words[1] + "\"}");
            case "price" -> wonbooks.sandbox.post(path, "{\"price\": " + words[1] + "}");
            case "delete" -> wonbooks.sandbox.post(path + "/delete");
            case "restore" -> wonbooks.sandbox.post(path + "/restore");
            case "look" -> wonbooks.sendKommoHook(wonbooks.bareHook(lead)).join();
            case "take" ->
                wonbooks.product.post("/deals/" + wonbooks.connection().id() + "/" + lead + "/reconcile");
            case "approve" -> wonbooks.approve(lead);
            case "skip" -> wonbooks.product.post("/work/" + wonbooks.work("id", "deal-won", lead) + "/skip");
            default -> throw new IllegalArgumentException("There is no step \"" + step + "\"");
        }
    }
}
