package org.wonbooks.schedule;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.apache.hc.client5.http.classic.ExecChain;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpException;

/** What goes wrong in one schedule, drawn from its seed; and the story of it, for whoever has to read it. */
class Fate {

    /** After so long, a search that finds nothing proves that a call has made nothing. */
    private static final Duration PROOF_AFTER = Duration.ofMinutes(5);

    /** Nothing goes wrong. */
    static final Fate KIND = new Fate(0);

    private final Random random;
    private final List<String> story = new ArrayList<>();
    private final List<HttpFault> httpFaults = new ArrayList<>();
    private double crash;
    private double pause;
    private double database;
    private double http;
    private int crashesLeft;
    private boolean tokensAtRisk;
    private boolean tokensLost;
    private boolean strictTokens;
    private String requestIds = "kept";
    int points;
    int crashes;
    int faults;
    int pauses;
    int lateAtKommo;
    int lateAtQuickBooks;

    /** Each schedule has its own mix: some faults often, some never. */
    Fate(long seed) {
        random = new Random(seed);
        // Neighbouring seeds begin alike.
        random.nextLong();
    }

    static Fate of(long seed, boolean twoInstances) {
        Fate fate = new Fate(seed);
        fate.crash = fate.oneOf(0, 0.003, 0.01, 0.03);
        fate.crashesLeft = 1 + fate.random.nextInt(4);
        fate.pause = twoInstances ? fate.oneOf(0.02, 0.1, 0.3) : fate.oneOf(0, 0.02);
        fate.database = fate.oneOf(0, 0, 0.003, 0.02);
        fate.http = fate.oneOf(0, 0.05, 0.15, 0.4);
        for (HttpFault each : HttpFault.values()) {
            if (fate.random.nextInt(3) > 0) {
                fate.httpFaults.add(each);
            }
        }
        return fate;
    }

    private double oneOf(double... values) {
        return values[random.nextInt(values.length)];
    }

    /** From now on, nothing goes wrong. */
    void relent() {
        crash = 0;
        pause = 0;
        database = 0;
        http = 0;
        tell("— no more faults");
    }

    Random random() {
        return random;
    }

    boolean chance(double of) {
        return of > 0 && random.nextDouble() < of;
    }

    boolean pauses(Task task, String what) {
        if (!task.mayPause()) {
            return false;
        }
        points++;
        if (!chance(pause)) {
            return false;
        }
        pauses++;
        tell(task + " pauses at " + what);
        return true;
    }

    boolean crashes(Task task, String what) {
        if (crashesLeft == 0 || !chance(crash)) {
            return false;
        }
        crashesLeft--;
        crashes++;
        // All that the process is at, or keeps in memory alone, ends with it.
        tokensAtRisk |= strictTokens && task.gate().keepsTokens();
        tokensLost |= task.gate().keepsTokens();
        for (Task dying : task.gate().tasks()) {
            tokensAtRisk |= dying.lastCall() != null && losesTokens(dying.lastCall());
            tokensLost |= dying.lastCall() != null && dying.lastCall().contains("oauth2");
        }
        tell(task + " crashes at " + what);
        return true;
    }

    boolean breaksDatabase(Task task, String what) {
        if (task == null || !chance(database)) {
            return false;
        }
        faults++;
        tell(task + " loses the database at " + what);
        return true;
    }

    /** What goes wrong with this call; null: nothing. */
    HttpFault http(Task task, String call) {
        if (task == null || httpFaults.isEmpty() || !chance(http)) {
            return null;
        }
        HttpFault fault = httpFaults.get(random.nextInt(httpFaults.size()));
        if (!fault.fits(call)) {
            return null;
        }
        faults++;
        tokensAtRisk |= fault == HttpFault.UNAUTHORIZED || fault.after() && losesTokens(call);
        tokensLost |= fault.after() && call.contains("oauth2");
        tell(task + " meets " + fault + " at " + call);
        return fault;
    }

    /**
     * May an answer with new tokens have been lost, or an access token refused again and again? In a schedule that
     * leaps over a day, nothing asks again while the peer still takes the token before.
     */
    boolean tokensAtRisk(Duration length) {
        return tokensAtRisk || tokensLost && length.compareTo(Duration.ofDays(1)) > 0;
    }

    /**
     * Is the answer to this call the only copy of a token, and dead the one before? Kommo's lives until the next is
     * used.
     */
    private boolean losesTokens(String call) {
        return strictTokens && call.contains("/quickbooks/oauth2");
    }

    /** How QuickBooks behaves where its documentation leaves it open, as the sandbox takes it. */
    String modes() {
        strictTokens = chance(0.5);
        requestIds = random.nextInt(5) > 1 ? "kept" : random.nextBoolean() ? "errors" : "forgotten";
        // One protection is taken away at a time: a search that lags leaves the requestid, and the other way round.
        String lag = requestIds.equals("forgotten") || random.nextBoolean()
                ? "PT0S"
                : random.nextBoolean() ? "PT4S" : "PT90S";
        String modes =
                """
                {"requestIds": "%s", "readLag": "%s", "tokens": "%s", "tokenTurnover": "%s"}"""
                        .formatted(
                                requestIds,
                                lag,
                                strictTokens ? "strict" : "grace",
                                random.nextBoolean() ? "PT24H" : "PT0S");
        tell("QuickBooks: " + modes);
        return modes;
    }

    /** Does QuickBooks repeat its errors for ever, as long as it is asked under the same id? */
    boolean errorsStay() {
        return requestIds.equals("errors");
    }

    /** A process that stood still sends now what it was about to send when its lease still held. */
    void late(String call, Duration stood) {
        if (call.startsWith("GET")) {
            return;
        }
        if (call.contains("/kommo/")) {
            tell("that is too late, and Kommo knows no repeated call");
            lateAtKommo++;
        } else if (requestIds.equals("forgotten") || stood.compareTo(PROOF_AFTER) >= 0) {
            tell("that is too late, and QuickBooks does not know the call any more, or a new one was made");
            lateAtQuickBooks++;
        }
    }

    /** A statement as it goes to the database. */
    String statement(String sql) {
        return sql;
    }

    /** What becomes of a call that is let through. */
    ClassicHttpResponse exchange(ClassicHttpRequest request, ExecChain.Scope scope, ExecChain chain)
            throws IOException, HttpException {
        return chain.proceed(request, scope);
    }

    void tell(String line) {
        story.add(line);
    }

    String story() {
        return String.join("\n", story);
    }
}
