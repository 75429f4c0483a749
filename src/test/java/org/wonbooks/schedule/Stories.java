package org.wonbooks.schedule;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Map;
import org.apache.hc.core5.http.ClassicHttpResponse;

/** The faults against which a guard stands alone, each as one short story. */
final class Stories {

    private static final String NOBODY = "{\"name\": \"Nobody\"}";
    private static final String TOKENS = "POST .*/tokens/bearer";

    private Stories() {}

    static void invoiceLostWhileSearchesLag(Play play) {
        play.books("{\"readLag\": \"PT90S\"}");
        play.script.meet(HttpFault.CUT_AFTER, "POST .*/invoice$");
        play.win();
        play.rest();
    }

    static void invoiceLostAndForgotten(Play play) {
        lostAndForgotten(play, "POST .*/invoice$");
    }

    static void sendingLostAndForgotten(Play play) {
        lostAndForgotten(play, "POST .*/send$");
    }

    private static void lostAndForgotten(Play play, String call) {
        play.books("{\"requestIds\": \"forgotten\"}");
        play.script.meet(HttpFault.CUT_AFTER, call);
        play.win();
        play.rest();
    }

    /** Without an e-mail, by which it would be found before anything is in doubt. */
    static void customerLostAndForgotten(Play play) {
        play.books("{\"requestIds\": \"forgotten\"}");
        play.script.meet(HttpFault.CUT_AFTER, "POST .*/customer$");
        play.win(NOBODY);
        play.rest();
    }

    static void noteLost(Play play) {
        play.script.meet(HttpFault.CUT_AFTER, "POST .*/leads/notes$");
        play.win();
        play.rest();
    }

    static void noteSlow(Play play) {
        play.script.pauseAt("^the way to POST .*/leads/notes");
        play.win();
        Task slow = play.one.poll();
        play.passAlive(Play.LEASE_AND_MORE, play.one);
        Play.finish(play.two.poll());
        Play.finish(slow);
        play.rest();
    }

    static void stoodStillWithTheInvoice(Play play) {
        play.standStillAt("^the answer to POST .*/invoice$");
    }

    static void paidAfterTheLook(Play play) {
        long lead = play.win();
        play.rest();
        play.pass(Duration.ofMinutes(1));
        play.deliver(play.one, play.changed("payment " + play.pay(lead, "100") + " created"));
        play.rest();
        play.pass(Duration.ofMinutes(1));
        play.deliver(play.one, play.changed("invoice " + play.invoice(lead) + " updated"));
        play.pass(Duration.ofSeconds(5));
        play.script.pauseAt("^the answer to GET .*/invoice/");
        Task run = play.one.poll();
        play.pay(lead, "400");
        play.deliver(play.two, play.changed("invoice " + play.invoice(lead) + " updated"));
        Play.finish(run);
        play.rest();
    }

    static void paidWhileSending(Play play) {
        long lead = play.win();
        play.script.pauseAt("^the answer to POST .*/send");
        Task sending = play.one.poll();
        play.deliver(play.two, play.changed("payment " + play.pay(lead) + " created"));
        Play.finish(play.two.poll());
        Play.finish(play.two.poll());
        if (!play.world.sandbox.lead(lead).path("notes").isEmpty()) {
            play.see("I8: lead %s is told of a payment before its invoice".formatted(lead));
        }
        Play.finish(sending);
        play.rest();
    }

    static void heardOfTwiceAtOnce(Play play) {
        long lead = play.enter(NOBODY);
        Hook hook = play.won(lead);
        int[] status = new int[1];
        play.script.pauseAt("^before insert into work ");
        Task first = play.taking(play.one, hook, status);
        play.script.pauseAt("^before a commit");
        Task second = play.taking(play.two, hook, new int[1]);
        first.resume();
        Play.finish(second);
        Play.finish(first);
        if (status[0] != 200) {
            play.deliver(play.one, hook);
        }
        long rows = play.count("select count(*) from work where work_key = '" + lead + "'");
        if (rows > 1) {
            play.see("I2: lead %s has %s rows".formatted(lead, rows));
        }
        play.rest();
    }

    static void deliveredTwice(Play play) {
        long lead = play.win();
        play.rest();
        Hook paid = play.changed("payment " + play.pay(lead) + " updated");
        play.deliver(play.one, paid);
        play.rest();
        long reads = play.world.sandbox.company().path("reads").asLong();
        play.deliver(play.two, paid);
        play.rest();
        long again = play.world.sandbox.company().path("reads").asLong() - reads;
        if (again > 0) {
            play.see("D1: an event that was delivered twice is read twice, and each read is billed");
        }
    }

    static void forged(Play play) {
        long lead = play.win();
        play.rest();
        Hook paid = play.changed("payment " + play.pay(lead) + " created");
        long before = play.count("select count(*) from inbox");
        int[] status = new int[1];
        Play.finish(play.one.takeIn(paid.route, Map.of("intuit-signature", "Zm9yZ2Vk"), paid.body, status));
        if (status[0] != 401 || play.count("select count(*) from inbox") > before) {
            play.see("X2: a forged webhook was taken");
        }
        play.deliver(play.one, paid);
        play.rest();
    }

    /** Camel would read the answer in this charset, whatever it is written in. */
    static void steeredByHeader(Play play) {
        play.script.change("GET .*/leads/\\d+\\?", (request, scope, chain) -> {
            ClassicHttpResponse answer = chain.proceed(request, scope);
            answer.addHeader("CamelHttpResponseCode", "503");
            return answer;
        });
        long lead = play.win();
        play.rest();
        if (play.world.sandbox.invoicesOf(lead).isEmpty()) {
            play.see("I2: lead %s was won, and has no invoice".formatted(lead));
        }
    }

    static void refreshedTwiceAtOnce(Play play) {
        play.script.pauseAt("^the way to " + TOKENS);
        play.win();
        Task first = play.one.poll();
        play.deliver(play.two, play.won(play.enter(NOBODY)));
        play.script.onWaiting(() -> Play.finish(first));
        Play.finish(play.two.poll());
        Play.finish(first);
        play.rest();
        int refreshes = play.world
                .sandbox
                .get("/calls?system=quickbooks&path=tokens/bearer$")
                .size();
        if (refreshes > 1) {
            play.see("I5: %s refreshes of one token".formatted(refreshes));
        }
    }

    static void refreshedAndStoodStill(Play play) {
        play.books("{\"tokens\": \"grace\"}");
        play.standStillAt("^the answer to " + TOKENS);
        play.pass(Duration.ofHours(25));
        play.world.markProvision();
        play.rest();
    }

    static void newestTokenRefused(Play play) {
        play.books("{\"tokens\": \"grace\"}");
        play.win();
        play.rest();
        play.pass(Duration.ofMinutes(61));
        play.world.sandbox.post(
                "/faults",
                """
                {"system": "quickbooks", "method": "POST", "path": "tokens/bearer$", "count": 1, "kind": "status",
                 "status": 400, "body": "{\\"error\\": \\"invalid_grant\\"}"}""");
        play.world.markProvision();
        play.rest();
    }

    static void poison(Play play) {
        play.script.crashAt("^the way to GET .*/leads/");
        play.win();
        play.rest();
    }

    static void refusedForGood(Play play) {
        refuseOneInvoice(play);
        play.win();
        play.rest();
    }

    /** The next one, by a reason that no repeat changes. */
    static void refuseOneInvoice(Play play) {
        play.world.sandbox.post(
                "/faults",
                """
                {"system": "quickbooks", "method": "POST", "path": "/invoice$", "kind": "status", "status": 400,
                 "body": "{\\"Fault\\": {\\"Error\\": [{\\"Message\\": \\"Refused\\", \\"code\\": \\"6000\\"}], \\"type\\": \\"ValidationFault\\"}}"}""");
    }

    static void killedAfterCommit(Play play) {
        try {
            for (int i = 0; i < 3; i++) {
                long lost = KilledAfterCommit.lostBy(play.databaseOptions);
                if (lost > 0) {
                    play.see("I3: %s of %s commits are lost".formatted(lost, KilledAfterCommit.COMMITS));
                    return;
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
