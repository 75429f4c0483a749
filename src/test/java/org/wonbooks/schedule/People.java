package org.wonbooks.schedule;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.wonbooks.testing.SandboxCalls;
import org.wonbooks.work.Lane;
import org.wonbooks.work.WorkKind;

/** What people do in both systems in one schedule, and the webhooks that tell of it. */
final class People {

    private final World world;
    private final Fate fate;
    private final Random random;
    private final String secret;
    private final List<Long> leads = new ArrayList<>();
    private final List<Long> won = new ArrayList<>();
    private final Set<String> refunded = new LinkedHashSet<>();
    private int payments;

    /** On their way. */
    final List<Hook> hooks = new ArrayList<>();

    /** Those that Wonbooks has to know of. */
    final Set<Long> acknowledged = new LinkedHashSet<>();

    int duplicates;

    People(World world, Fate fate) {
        this.world = world;
        this.fate = fate;
        random = fate.random();
        secret = world.connections().webhookSecret(world.connection());
    }

    /** Up to three deals are entered, some of one person, some of several at one address. */
    void enterDeals() {
        int deals = 1 + random.nextInt(3);
        Long contact = null;
        for (int i = 0; i < deals; i++) {
            String person =
                    switch (random.nextInt(7)) {
                        case 0 -> "{\"name\": \"Nobody %s\"}".formatted(i);
                        case 1 -> "{\"name\": \"Vera %s\", \"email\": \"VERA%s@example.com\"}".formatted(i, i);
                        case 2 -> "{\"name\": \"Bob %s\", \"email\": \"office@example.com\"}".formatted(i);
                        default -> "{\"name\": \"Anna %s\", \"email\": \"anna%s@example.com\"}".formatted(i, i);
                    };
            if (contact != null && random.nextBoolean()) {
                person = "{\"id\": %s}".formatted(contact);
            }
            String deal = "{\"name\": \"Deal %s\", \"price\": %s.%02d, \"contact\": %s}"
                    .formatted(i, 10 + random.nextInt(5000), random.nextInt(100), person);
            JsonNode lead = world.sandbox.post("/kommo/leads", deal);
            contact = lead.at("/_embedded/contacts/0/id").asLong();
            leads.add(lead.path("id").asLong());
        }
    }

    /** Have they done all that matters, and has it been told? */
    boolean over() {
        return won.size() == leads.size() && payments > 1 && hooks.isEmpty();
    }

    /** People do something. */
    void live() {
        if (won.size() < leads.size() && random.nextInt(3) > 0) {
            win(leads.get(won.size()));
        } else if (!won.isEmpty()) {
            long lead = won.get(random.nextInt(won.size()));
            world.sandbox.invoicesOf(lead).stream().findFirst().ifPresent(this::pay);
        }
    }

    private void win(long lead) {
        fate.tell("lead " + lead + " is won");
        won.add(lead);
        long pipeline = world.sandbox
                .post("/kommo/leads/" + lead + "/win")
                .path("pipeline_id")
                .asLong();
        if (random.nextInt(8) == 0) {
            fate.tell("Kommo's webhook is lost");
            sweep();
            return;
        }
        if (random.nextInt(5) == 0) {
            hooks.add(Hook.moved(secret, lead, pipeline, 143));
        }
        hooks.add(Hook.moved(secret, lead, pipeline, 142));
    }

    private void pay(JsonNode invoice) {
        BigDecimal open = invoice.path("balance").decimalValue();
        if (open.signum() == 0) {
            refund(invoice);
            return;
        }
        String id = invoice.path("id").asText();
        List<String> changes = new ArrayList<>();
        BigDecimal amount = random.nextInt(3) == 0
                ? open
                : open.divide(BigDecimal.valueOf(2 + random.nextInt(3)), 2, RoundingMode.DOWN);
        Map<String, BigDecimal> paid = new LinkedHashMap<>();
        paid.put(id, amount);
        if (random.nextBoolean()) {
            stream(world.sandbox.company().path("invoices"))
                    .filter(other -> !other.path("id").asText().equals(id))
                    .filter(other -> other.path("customer").equals(invoice.path("customer")))
                    .filter(other -> other.path("balance").decimalValue().signum() > 0)
                    .forEach(other -> paid.put(
                            other.path("id").asText(), other.path("balance").decimalValue()));
        }
        String payment = world.payTogether(paid);
        fate.tell("payment " + payment + " pays " + paid);
        payments++;
        changes.add("payment " + payment + " created");
        paid.keySet().forEach(each -> changes.add("invoice " + each + " updated"));
        if (random.nextBoolean()) {
            hooks.add(Hook.changed(SandboxCalls.REALM, world.now(), changes, payments));
        } else {
            for (String change : changes) {
                hooks.add(Hook.changed(SandboxCalls.REALM, world.now(), List.of(change), payments));
            }
        }
    }

    /** What was paid goes back, once, with a word of what it was for. */
    private void refund(JsonNode invoice) {
        String id = invoice.path("id").asText();
        if (!refunded.add(id)) {
            return;
        }
        String customer = world.sandbox
                .get("/quickbooks/realms/" + SandboxCalls.REALM + "/invoice/" + id)
                .at("/CustomerRef/value")
                .asText();
        String refund = world.sandbox
                .post(
                        "/quickbooks/refundreceipts",
                        "{\"customer\": \"%s\", \"amount\": 1.00, \"note\": \"for %s\"}"
                                .formatted(customer, invoice.path("docNumber").asText()))
                .path("id")
                .asText();
        fate.tell("refund " + refund + " for invoice " + id);
        hooks.add(Hook.changed(
                SandboxCalls.REALM, world.now(), List.of("refundreceipt " + refund + " created"), ++payments));
    }

    /** A webhook was delivered. */
    void answered(Hook hook, int status) {
        if (status == 200) {
            if (hook.lead != null && won.contains(hook.lead)) {
                acknowledged.add(hook.lead);
            }
            if (random.nextInt(5) > 0) {
                hooks.remove(hook);
            } else {
                duplicates++;
            }
        } else if (hook.failed()) {
            fate.tell(hook + " is given up");
            hooks.remove(hook);
            sweep();
        }
    }

    /** What a webhook does not tell is found by looking through the deals. */
    private void sweep() {
        world.queue().markDue(world.connection(), WorkKind.KOMMO_SWEEP, "kommo", Lane.connection(world.connection()));
        acknowledged.addAll(won);
    }

    private static Stream<JsonNode> stream(JsonNode container) {
        return StreamSupport.stream(container.spliterator(), false);
    }
}
