package org.wonbooks.flow.money;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Stream;
import org.wonbooks.connection.ConnectionSettings;
import org.wonbooks.flow.money.Bookkeeper.Action;
import org.wonbooks.testing.Webhooks;
import org.wonbooks.work.WorkKind;

/**
 * One sequence of a bookkeeper's actions on the invoices of two or three deals, drawn from a seed: which actions, on
 * what, how long after each other, what becomes of the webhooks, and when work runs. Seeds from 1 on are the sequences
 * of one action, then those of two, each once; all later ones have three to five.
 */
final class MoneySequence {

    private static final List<Action> ACTIONS = List.of(Action.values());
    private static final int SHORT = ACTIONS.size() + ACTIONS.size() * ACTIONS.size();
    private static final int LONGEST = 5;

    private static final int WON = 142;

    private final MoneyTests tests;
    private final long seed;
    private final Random random;
    private final List<Action> actions;
    private final boolean toTheStage;
    private final int lost;
    private final boolean split;
    private final List<JsonNode> hooks = new ArrayList<>();
    private final List<String> story = new ArrayList<>();
    private final List<String> wrong = new ArrayList<>();
    private Bookkeeper bookkeeper;
    private boolean longTimePassed;

    /** How many of its actions took place. */
    int done;

    MoneySequence(MoneyTests tests, long seed) {
        this.tests = tests;
        this.seed = seed;
        random = new Random(seed);
        // Neighbouring seeds begin alike.
        random.nextLong();
        actions = seed <= SHORT ? shortOnes((int) seed - 1) : longOnes();
        toTheStage = random.nextBoolean();
        lost = List.of(0, 0, 30, 70, 100).get(random.nextInt(5));
        split = random.nextBoolean();
    }

    /** How many sequences have one action. */
    static int ofOneAction() {
        return ACTIONS.size();
    }

    /** How many sequences have one action or two. */
    static int shortOnes() {
        return SHORT;
    }

    private static List<Action> shortOnes(int number) {
        int count = ACTIONS.size();
        return number < count
                ? List.of(ACTIONS.get(number))
                : List.of(ACTIONS.get((number - count) / count), ACTIONS.get((number - count) % count));
    }

    private List<Action> longOnes() {
        return Stream.generate(() -> ACTIONS.get(random.nextInt(ACTIONS.size())))
                .limit(3 + random.nextInt(LONGEST - 2))
                .toList();
    }

    /** Plays it; answers what is wrong at its end. */
    List<String> play() {
        tests.world.begin(seed, toTheStage ? MoneyTests.TO_THE_STAGE : ConnectionSettings.defaults());
        List<Long> leads = new ArrayList<>(tests.deals(2 + random.nextInt(2), MoneyTests.ANNA, "120.50"));
        tests.invoice(leads);
        collect();
        List<String> invoices =
                new ArrayList<>(leads.stream().map(tests::invoiceOf).toList());
        bookkeeper = new Bookkeeper(tests.sandbox, invoices, customerOf(leads.get(0)), random);
        for (Action action : actions) {
            story.add(bookkeeper
                    .does(action)
                    .map(what -> {
                        done++;
                        return action + ": " + what;
                    })
                    .orElse(action + ": not possible"));
            collect();
            if (action == Action.WIN_WITH_CREDIT) {
                winAnother(leads, invoices);
            }
            goOn();
        }
        while (!hooks.isEmpty() && random.nextInt(5) > 0) {
            deliverOne();
        }
        tests.world.sweep(WorkKind.QUICKBOOKS_SWEEP);
        story.add("the sweep is over");
        collect();
        while (!hooks.isEmpty()) {
            deliverOne();
        }
        tests.world.rest();
        look(leads, invoices);
        return wrong;
    }

    private void winAnother(List<Long> leads, List<String> invoices) {
        String contact = "{\"id\": " + tests.sandbox.lead(leads.get(0)).at("/contact/id") + "}";
        List<Long> more = tests.deals(1, contact, "120.50");
        tests.invoice(more);
        leads.addAll(more);
        invoices.add(tests.invoiceOf(more.get(0)));
        story.add("lead " + more.get(0) + " is won and invoiced");
        collect();
    }

    private String customerOf(long lead) {
        return tests.world
                .jdbc()
                .sql("select customer_id from deal where lead_id = ?")
                .param(lead)
                .query(String.class)
                .single();
    }

    /** Some of it is lost, some comes twice; QuickBooks may tell of each thing by itself. */
    private void collect() {
        for (JsonNode hook : tests.world.hooks()) {
            List<JsonNode> parts =
                    split && hook.path("system").asText().equals("quickbooks") ? parts(hook) : List.of(hook);
            for (JsonNode part : parts) {
                if (random.nextInt(100) < lost) {
                    continue;
                }
                hooks.add(part);
                if (random.nextInt(5) == 0) {
                    hooks.add(part);
                }
            }
        }
    }

    private static List<JsonNode> parts(JsonNode hook) {
        List<JsonNode> parts = new ArrayList<>();
        for (JsonNode event : events(hook)) {
            byte[] body = ("[" + event + "]").getBytes(StandardCharsets.UTF_8);
            ObjectNode part = hook.deepCopy();
            part.put("body", body).withObjectProperty("headers").put("intuit-signature", Webhooks.sign(body));
            parts.add(part);
        }
        return parts;
    }

    /** Some time passes, some hooks come, some work is done; or nothing of it. */
    private void goOn() {
        while (random.nextInt(3) > 0) {
            switch (random.nextInt(4)) {
                case 0 -> passTime();
                case 1 -> {
                    tests.world.work();
                    story.add("work");
                    collect();
                }
                case 2 -> {
                    tests.world.rest();
                    story.add("rest");
                    collect();
                }
                default -> {
                    if (!hooks.isEmpty()) {
                        deliverOne();
                    }
                }
            }
        }
    }

    private void passTime() {
        Duration time = Duration.ofSeconds(random.nextInt(10));
        if (!longTimePassed && random.nextInt(4) == 0) {
            longTimePassed = true;
            time = Duration.ofHours(5 + random.nextInt(20));
        }
        tests.world.pass(time);
        story.add(time + " pass");
    }

    private void deliverOne() {
        JsonNode hook = hooks.remove(random.nextInt(hooks.size()));
        tests.world.deliver(hook);
        story.add("hook: " + told(hook));
    }

    private static String told(JsonNode hook) {
        if (hook.path("system").asText().equals("kommo")) {
            return "a deal moved";
        }
        List<String> told = new ArrayList<>();
        events(hook)
                .forEach(event -> told.add(event.path("type").asText().replaceAll("^qbo\\.|\\.v\\d+$", "") + " "
                        + event.path("intuitentityid").asText() + " of "
                        + event.path("time").asText()));
        return String.join(", ", told);
    }

    /** The deals equal what the invoices say. */
    private void look(List<Long> leads, List<String> invoices) {
        JsonNode books = tests.sandbox.company();
        for (int i = 0; i < leads.size(); i++) {
            long lead = leads.get(i);
            String name = "lead " + lead + " (invoice " + invoices.get(i) + "): ";
            Shown truth = Shown.inBooks(books, invoices.get(i));
            JsonNode card = tests.sandbox.lead(lead);
            same(name + "the ledger", truth, Shown.inLedger(tests.world.jdbc(), lead));
            same(name + "the card", truth.asCard(), Shown.onCard(card));
            long stage = toTheStage && truth.full() ? MoneyTests.PAID_STAGE.statusId() : WON;
            same(name + "the stage", stage, card.path("status").asLong());
            List<String> notes = new ArrayList<>();
            card.path("notes").forEach(note -> notes.add(note.asText()));
            same(name + "notes", List.copyOf(new LinkedHashSet<>(notes)), notes);
            same(name + "invoices", 1L, invoicesOf(books, lead) + (hasGone(books, invoices.get(i)) ? 1 : 0));
            Told.of(tests.world.jdbc(), books, lead, invoices.get(i), card).forEach(wrong::add);
        }
        if (!bookkeeper.calledDeleted) {
            Refunds.in(books).forEach(refund -> Refunds.named(refund, books, invoices)
                    .filter(invoice -> !Told.ofRefund(tests.world.jdbc(), refund, invoice))
                    .ifPresent(invoice -> wrong.add("refund " + refund + " is not told of invoice " + invoice)));
        }
        tests.world
                .jdbc()
                .sql("select kind, work_key, reason from work where state = 'DEAD'")
                .query()
                .listOfRows()
                .forEach(row -> wrong.add("a dead letter: " + row));
    }

    private static long invoicesOf(JsonNode books, long lead) {
        return books.path("invoices").findValuesAsText("privateNote").stream()
                .filter(note -> note.matches("(?s).*wonbooks:\\d+:" + lead + ":\\d+.*"))
                .count();
    }

    private static boolean hasGone(JsonNode books, String invoiceId) {
        boolean gone = false;
        for (JsonNode each : books.path("deleted")) {
            gone |= each.path("entity").asText().equals("Invoice")
                    && each.path("id").asText().equals(invoiceId);
        }
        return gone;
    }

    private void same(String what, Object expected, Object found) {
        if (!Objects.equals(expected, found)) {
            wrong.add(what + " says " + found + ", and should say " + expected);
        }
    }

    private static JsonNode events(JsonNode hook) {
        try {
            return MoneyTests.JSON.readTree(hook.path("body").binaryValue());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** For a person: the seed, and all that happened. */
    String story() {
        return "seed %s: %s, %s%% of the hooks lost%s%s\n    "
                        .formatted(
                                seed,
                                actions,
                                lost,
                                split ? ", each event by itself" : "",
                                toTheStage ? ", paid deals move" : "")
                + String.join("\n    ", story);
    }
}
