package org.wonbooks.testing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.StreamSupport;
import org.springframework.beans.factory.annotation.Autowired;
import org.wonbooks.reconcile.Sweeps;
import org.wonbooks.work.Lane;
import org.wonbooks.work.WorkKind;
import org.wonbooks.work.WorkQueue;

/** Wonbooks at work, and the words that tests of the flows use. */
public abstract class RunningWonbooks extends RunningApplication {

    @Autowired
    protected Sweeps sweeps;

    @Autowired
    protected WorkQueue queue;

    public long deal(String name, String price, String contact, String email) {
        return sandbox.deal(dealJson(name, price, contact, email));
    }

    public static String dealJson(String name, String price, String contact, String email) {
        String address = email == null ? "" : ", \"email\": \"" + email + "\"";
        return "{\"name\": \"%s\", \"price\": %s, \"contact\": {\"name\": \"%s\"%s}}"
                .formatted(name, price, contact, address);
    }

    /** A deal that was won and billed, which its card shows. */
    protected long billed(String name, String price, String contact, String email) {
        long lead = deal(name, price, contact, email);
        sandbox.win(lead);
        awaitNotes(lead, 1);
        return lead;
    }

    /** The same of a customer of that name. */
    protected long billed(String name, String price) {
        return billed(name, price, name + " Customer", name.replaceAll("\\W", "") + "@billed.example");
    }

    /** The connection's, all of them. */
    protected void settings(String json) {
        jdbc.sql("update connection set settings = ?").param(json).update();
    }

    protected void edit(long lead, String json) {
        sandbox.post("/kommo/leads/" + lead, json);
    }

    /** The deal is looked at again, without a webhook. */
    protected void look(long lead) {
        queue.markDue(
                connection().id(),
                WorkKind.DEAL_WON,
                String.valueOf(lead),
                Lane.deal(connection().id(), lead));
        awaitQuiet();
    }

    /** The id of the one invoice that the deal has in QuickBooks. */
    protected String booked(long lead) {
        return only(sandbox.invoicesOf(lead)).path("id").asText();
    }

    public void awaitNotes(long lead, int notes) {
        until().until(() -> sandbox.lead(lead).path("notes").size(), count -> count >= notes);
    }

    /**
     * Both systems tell times in whole seconds: what changes in the second in which it was written or looked at may be
     * taken for what was written or seen.
     */
    protected void awaitNextSecond() {
        long second = Instant.now().getEpochSecond();
        until().until(() -> Instant.now().getEpochSecond() > second + 1);
    }

    /** What the connection needs in Kommo is made, and the account read. */
    public void provision() {
        product.post("/connections/" + connection().id() + "/provision");
        awaitQuiet();
    }

    protected void replay(String kind, long key) {
        product.post("/work/" + work("id", kind, key) + "/replay");
    }

    public static JsonNode only(List<JsonNode> found) {
        assertThat(found).hasSize(1);
        return found.get(0);
    }

    protected String wonHook(long lead) {
        return "leads%5Bstatus%5D%5B0%5D%5Bid%5D=" + lead
                + "&leads%5Bstatus%5D%5B0%5D%5Bstatus_id%5D=142&leads%5Bstatus%5D%5B0%5D%5Bpipeline_id%5D=8572511"
                + "&account%5Bsubdomain%5D=acme&account%5Bid%5D=32720107";
    }

    /** A hint that says of the deal no more than its number. */
    public String bareHook(long lead) {
        return "leads%5Bstatus%5D%5B0%5D%5Bid%5D=" + lead;
    }

    public CompletableFuture<Integer> sendKommoHook(String form) {
        String secret = URLEncoder.encode(connections.webhookSecret(connection().id()), StandardCharsets.UTF_8);
        HttpRequest request = HttpRequest.newBuilder(URI.create(settings.publicUrl() + "/webhooks/kommo/" + secret))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(form))
                .build();
        return HttpClient.newHttpClient()
                .sendAsync(request, BodyHandlers.discarding())
                .thenApply(a -> a.statusCode());
    }

    protected String state(long lead) {
        return column(
                "select case when d.invoice_id is null and c.verdict in ('LEAVE', 'SKIP') then 'SKIPPED' else d.state end"
                        + " from deal d left join decision c on c.deal_id = d.id where d.lead_id = ?",
                lead);
    }

    /** What the deal needs a person for; null: it needs none, or is not known. */
    public String attention(long lead) {
        JsonNode shown = shown(lead);
        return shown.path("state").asText().equals("ATTENTION")
                ? shown.path("reason").asText()
                : null;
    }

    /** All that the product shows of a deal; empty where it knows nothing. */
    public JsonNode shown(long lead) {
        return column("select lead_id from deal where lead_id = ?", lead) == null
                ? MissingNode.getInstance()
                : product.get("/deals/" + connection().id() + "/" + lead);
    }

    /** A person lets pass what the deal is held for, and has seen it. */
    public void approve(long lead) {
        String seen = shown(lead).at("/decision/digest").asText();
        product.post("/deals/" + connection().id() + "/" + lead + "/approve", "{\"seen\": \"" + seen + "\"}");
    }

    /** What a person is asked about a deal, which is this, and over that amount. */
    protected JsonNode hold(long lead, String code, String amount) {
        JsonNode hold = shown(lead).path("hold");
        assertThat(hold.path("code").asText()).isEqualTo(code);
        assertThat(hold.path("amount").asText()).isEqualTo(amount);
        return hold;
    }

    protected List<JsonNode> tasks(long lead) {
        return StreamSupport.stream(sandbox.lead(lead).path("tasks").spliterator(), false)
                .toList();
    }

    protected List<JsonNode> openTasks(long lead) {
        return tasks(lead).stream()
                .filter(task -> !task.path("completed").asBoolean())
                .toList();
    }

    protected String request(long lead, String step) {
        return column(
                "select s.request from step s join deal d on d.id = s.deal_id where d.lead_id = ? and s.name = '" + step
                        + "'",
                lead);
    }

    protected String column(String sql, long lead) {
        List<String> rows = new ArrayList<>();
        jdbc.sql(sql).param(lead).query(row -> {
            rows.add(row.getString(1));
        });
        return rows.isEmpty() ? null : rows.get(0);
    }

    protected List<String> steps(long lead) {
        return jdbc.sql(
                        "select s.name || ' ' || s.state from step s join deal d on d.id = s.deal_id where d.lead_id = ?")
                .param(lead)
                .query(String.class)
                .list();
    }

    protected List<String> timeline(long lead) {
        return jdbc.sql("select t.text from timeline t join deal d on d.id = t.deal_id where d.lead_id = ?")
                .param(lead)
                .query(String.class)
                .list();
    }

    /** A sweep over both systems, and what comes of it. */
    protected void sweep() {
        sweeps.start(connection(), null);
        awaitQuiet();
    }

    protected String workState(String kind, long key) {
        return work("state", kind, key);
    }

    protected String workState(String kind, String key) {
        return work("state", kind, key);
    }

    protected String reason(String kind, long key) {
        return work("reason", kind, key);
    }

    public String work(String column, String kind, long key) {
        return work(column, kind, String.valueOf(key));
    }

    public String work(String column, String kind, String key) {
        return jdbc.sql("select " + column + " from work where kind = ? and work_key = ?")
                .params(kind, key)
                .query(String.class)
                .optional()
                .orElse("");
    }
}
