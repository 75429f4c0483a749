package org.wonbooks.flow.money;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What our own writes make both systems tell us makes us write nothing, and read nothing that costs. */
class EchoTest extends MoneyTests {

    private static final int ECHOES = 1000;
    private static final int DEALS = 4;

    private final Random random = new Random(1);

    @Test
    void aThousandEchoesMakeUsWriteNothing() throws IOException {
        world.begin(1, TO_THE_STAGE);
        List<Long> leads = deals(DEALS, ANNA, "120.50");
        invoice(leads);
        List<JsonNode> ours = new ArrayList<>(world.hooks());
        Instant lastWrite = Instant.parse(sandbox.get("/state").path("clock").asText());
        List<JsonNode> moves =
                leads.subList(0, 2).stream().map(this::movesAsItIsPaid).toList();
        ours.addAll(moves);
        List<byte[]> forms = new ArrayList<>();
        for (JsonNode move : moves) {
            forms.add(move.path("body").binaryValue());
        }
        leads.subList(2, DEALS).forEach(lead -> forms.add(updated(lead)));
        world.pass(Duration.ofMinutes(1));
        int reads = reads();
        sandbox.delete("/calls");

        ours.forEach(world::deliver);
        world.rest();
        List<String> told = List.of("created", "updated", "emailed");
        for (int i = ours.size(); i < ECHOES; i++) {
            if (random.nextBoolean()) {
                world.kommo(forms.get(random.nextInt(forms.size())));
            } else {
                long lead = leads.get(random.nextInt(DEALS));
                String change = "invoice " + invoiceOf(lead) + " " + told.get(random.nextInt(told.size()));
                world.quickbooks(lastWrite.minusMillis(random.nextInt(60_000)), List.of(change));
            }
            if (random.nextInt(20) == 0) {
                world.rest();
            }
        }
        world.rest();

        assertThat(writes()).isEmpty();
        assertThat(reads() - reads).as("metered reads").isZero();
        long delivered =
                world.jdbc().sql("select count(*) from inbox").query(Long.class).single();
        assertThat(delivered).isGreaterThanOrEqualTo(ECHOES);
        System.out.println("echoes delivered: " + delivered + ", writes: 0, metered reads: 0");
    }

    /** Answers Kommo's hook of our moving it. */
    private JsonNode movesAsItIsPaid(long lead) {
        world.pass(Duration.ofMinutes(1));
        sandbox.post("/quickbooks/invoices/" + invoiceOf(lead) + "/pay");
        world.hooks().forEach(world::deliver);
        world.rest();
        assertThat(sandbox.lead(lead).path("status").asLong()).isEqualTo(PAID_STAGE.statusId());
        List<JsonNode> told = world.hooks();
        assertThat(told).hasSize(1);
        return told.get(0);
    }

    /** The hook of a write of ours that has moved nothing. */
    private byte[] updated(long lead) {
        JsonNode shown = sandbox.lead(lead);
        return """
                leads[update][0][id]=%s&leads[update][0][status_id]=%s&leads[update][0][pipeline_id]=%s\
                &account[id]=32720107&account[subdomain]=acme"""
                .formatted(
                        lead,
                        shown.path("status").asText(),
                        shown.path("pipeline").asText())
                .replace("[", "%5B")
                .replace("]", "%5D")
                .getBytes(StandardCharsets.UTF_8);
    }
}
