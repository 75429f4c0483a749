package org.wonbooks.schedule;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import org.wonbooks.testing.SandboxCalls;

/** The stories in which what is decided of a deal stands alone against a wrong invoice. */
final class DecisionStories {

    private static final String NOBODY = "{\"name\": \"Nobody\"}";
    private static final String AT_MOST_100 = "{\"invoice\": {\"maxAmount\": 100}}";

    /** The second one that the sandbox's account has, and its won stage. */
    private static final String RENEWALS = "/move?pipeline=8572519&status=142";

    private static final int BURST = 2;
    private static final int WINS = 5;

    private DecisionStories() {}

    /** Kommo may well say that it was closed only now. */
    static void wonBeforeAndMoved(Play play) {
        long lead = play.enter(NOBODY);
        play.pass(Duration.ofMinutes(10));
        play.connectNow();
        play.pass(Duration.ofMinutes(10));
        play.world.sandbox.patch("/kommo/modes", "{\"closedAt\": \"renewed\"}");
        play.world.sandbox.post("/kommo/leads/" + lead + RENEWALS);
        play.deliver(play.one, play.won(lead));
        play.rest();
        if (!play.world.sandbox.invoicesOf(lead).isEmpty()) {
            play.see("D2: lead %s was won before the connection went live, and is billed".formatted(lead));
        }
    }

    /** What a person has seen, and says yes to, is another amount than what is asked for by now. */
    static void approvedAsItWas(Play play) {
        play.settings(AT_MOST_100);
        long lead = play.win();
        play.rest();
        String seen = play.person(person -> person.sees(lead));
        play.edit(lead, "{\"price\": 50000}");
        play.deliver(play.one, play.edited(lead));
        play.rest();
        if (play.person(person -> person.approves(lead, seen))) {
            play.see("D3: an approval of 500 is taken for 50,000");
        }
        play.rest();
        for (JsonNode invoice : play.world.sandbox.invoicesOf(lead)) {
            BigDecimal total = invoice.path("total").decimalValue();
            play.see("D3: lead %s is billed %s, and 500 were approved".formatted(lead, total));
        }
    }

    /** Of a win that a person has to judge, the amount is asked for nowhere else. */
    static void approvedBeforeTheEditWasLookedAt(Play play) {
        long lead = play.enter(NOBODY);
        play.world.sandbox.post("/kommo/leads/" + lead + "/move?status=143");
        play.deliver(play.one, play.won(lead));
        play.rest();
        String seen = play.person(person -> person.sees(lead));
        play.edit(lead, "{\"price\": 50000}");
        play.person(person -> person.approves(lead, seen));
        play.rest();
        for (JsonNode invoice : play.world.sandbox.invoicesOf(lead)) {
            play.see("D3: lead %s is billed %s, and 500 were approved"
                    .formatted(lead, invoice.path("total").decimalValue()));
        }
    }

    /** One of those that wait tells of all: another one goes on to, when that one is approved, and when it is gone. */
    static void wonInABurst(Play play) {
        play.settings("{\"invoice\": {\"burst\": %s}}".formatted(BURST));
        List<Long> leads = play.enterSome(WINS);
        leads.forEach(lead -> play.deliver(play.one, play.won(lead)));
        play.rest();
        List<Long> waiting = leads.stream()
                .filter(lead -> play.world.sandbox.invoicesOf(lead).isEmpty())
                .toList();
        if (waiting.size() != WINS - BURST) {
            play.see("D4: %s deals of one hour are billed, and %s may be".formatted(WINS - waiting.size(), BURST));
            return;
        }
        long approved = waiting.get(0);
        play.person(person -> person.approves(approved, person.sees(approved)));
        play.rest();
        if (play.world.sandbox.invoicesOf(approved).isEmpty()) {
            play.see("D4: lead %s was approved, and is not billed".formatted(approved));
        }
        long gone = waiting.get(1);
        Hook deleted = play.deleted(gone);
        play.edit(gone, "{\"delete\": true}");
        play.deliver(play.one, deleted);
        play.rest();
    }

    /** The mapping of the invoice bills all to one that the books have had before. */
    static void billedToAnother(Play play) {
        String another =
                play.world.sandbox.customers("Cool Cars").get(0).path("id").asText();
        play.mapping("invoice.groovy", "ref(variables.customerId)", "ref('" + another + "')");
        long lead = play.win();
        play.rest();
        if (!play.world.sandbox.invoicesOf(lead).isEmpty()) {
            play.see("D6: lead %s is billed to another customer".formatted(lead));
        }
    }

    /** A person has said no, and then there is nothing any more that it would be held for. */
    static void skippedAndTold(Play play) {
        play.settings(AT_MOST_100);
        long lead = play.win();
        play.rest();
        play.person(person -> {
            person.skips(lead);
            return lead;
        });
        play.settings("{}");
        play.deliver(play.one, play.edited(lead));
        play.rest();
        if (!play.world.sandbox.invoicesOf(lead).isEmpty()) {
            play.see("D5: lead %s was skipped by a person, and is billed".formatted(lead));
        }
    }

    /** Two people of one agency. */
    static void atOneAddress(Play play) {
        play.win("{\"name\": \"Alice\", \"email\": \"office@example.com\"}");
        play.rest();
        play.win("{\"name\": \"Bob\", \"email\": \"office@example.com\"}");
        play.rest();
    }

    /** Before it had an invoice, so nothing tells into which one it was merged. */
    static void customerMergedAway(Play play) {
        Stories.refuseOneInvoice(play);
        long lead = play.win(NOBODY);
        play.rest();
        String customers = "/quickbooks/realms/" + SandboxCalls.REALM + "/customer";
        JsonNode made = play.world.sandbox.customers("Nobody").get(0);
        JsonNode other = play.world.sandbox.post(customers, "{\"DisplayName\": \"Somebody\"}");
        play.world.sandbox.post(customers + "/" + made.path("id").asText() + "/merge-into/"
                + other.path("Id").asText());
        play.world
                .jdbc
                .sql("select id from work where state = 'DEAD'")
                .query(Long.class)
                .list()
                .forEach(play.world.queue()::replay);
        play.rest();
        if (!play.world.sandbox.invoicesOf(lead).isEmpty()) {
            play.see("D7: lead %s is billed, and nobody knows to whom".formatted(lead));
        }
        play.person(person -> person.approves(lead, person.sees(lead)));
        play.rest();
        if (play.world.sandbox.invoicesOf(lead).isEmpty()) {
            play.see("D7: lead %s was approved, and is not billed".formatted(lead));
        }
    }
}
