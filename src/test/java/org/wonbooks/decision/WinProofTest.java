package org.wonbooks.decision;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.wonbooks.connection.Connection.Live.Gap;
import org.wonbooks.connection.ConnectionSettings;
import org.wonbooks.connection.ConnectionSettings.Won;
import org.wonbooks.decision.Win.Move;
import org.wonbooks.decision.Win.Stage;
import org.wonbooks.decision.WinProof.Finding;
import org.wonbooks.testing.ProductJson;

/** At which second, and by which facts, a deal was won when it counts. */
class WinProofTest {

    private static final Instant SINCE = Instant.parse("2026-11-22T12:00:00Z");
    private static final Instant BEFORE = SINCE.minus(Duration.ofDays(30));
    private static final Instant NOW = SINCE.plus(Duration.ofDays(30));
    private static final Instant MOVED = SINCE.plus(Duration.ofDays(20));

    private static final Stage WORKING = new Stage(1, 7);
    private static final Stage WON = new Stage(1, 142);
    private static final Stage WON_ELSEWHERE = new Stage(2, 142);
    private static final Stage LOST = new Stage(1, 143);

    private static final Gap WEEK = new Gap(SINCE.plus(Duration.ofDays(10)), SINCE.plus(Duration.ofDays(17)));

    @ParameterizedTest
    @CsvSource({"-1, LEAVE, WON_BEFORE", "0, BILL, WON", "1, BILL, WON"})
    void countsFromTheSecondInWhichTheConnectionWentLive(int second, Verdict verdict, Cause cause) {
        Win win = new Win(WON, BEFORE, SINCE.plusSeconds(second), List.of(), false, false);
        assertFound(live().of(win), verdict, cause, SINCE.plusSeconds(second));
    }

    @Test
    void nothingCountsBeforeItEverWasLive() {
        WinProof never = new WinProof(Instant.MAX, null, won("{}"));
        assertFound(never.of(new Win(WON, NOW, NOW, null, false, false)), Verdict.LEAVE, Cause.WON_BEFORE, NOW);
    }

    @Test
    void aStageOfOnesOwnHasNothingButTheMove() {
        WinProof own = new WinProof(SINCE, null, won("{\"statusId\": 9}"));
        Stage there = new Stage(1, 9);
        assertFound(
                own.of(new Win(there, BEFORE, null, List.of(), false, false)), Verdict.LEAVE, Cause.NOT_PROVED, null);
        assertFound(
                own.of(new Win(there, BEFORE, null, List.of(new Move(MOVED, WORKING, there)), false, false)),
                Verdict.BILL,
                Cause.WON,
                MOVED);
        assertFound(
                own.of(new Win(there, BEFORE, null, List.of(new Move(MOVED, WON, there)), false, false)),
                Verdict.LEAVE,
                Cause.WON_BEFORE,
                null);
    }

    @Test
    void fromOneWonStageToAnotherIsNoWin() {
        List<Move> moves = List.of(new Move(MOVED, WON, WON_ELSEWHERE));
        assertFound(
                live().of(new Win(WON_ELSEWHERE, BEFORE, MOVED, moves, false, false)),
                Verdict.LEAVE,
                Cause.WON_BEFORE,
                null);
        assertFound(
                live().of(new Win(WON_ELSEWHERE, SINCE, MOVED, moves, false, false)), Verdict.BILL, Cause.WON, SINCE);
    }

    @Test
    void wonBeforeAndAgainIsAskedAbout() {
        List<Move> moves = List.of(
                new Move(SINCE.minusSeconds(1), WORKING, WON), new Move(MOVED, WON, LOST), new Move(NOW, LOST, WON));
        assertFound(live().of(new Win(WON, BEFORE, NOW, moves, false, false)), Verdict.HOLD, Cause.WON_AGAIN, NOW);
        assertFound(
                live().of(new Win(WON, BEFORE, NOW, moves.subList(1, 3), false, false)),
                Verdict.HOLD,
                Cause.WON_AGAIN,
                NOW);
    }

    @Test
    void wonInAPipelineThatDoesNotCountItIsWonAllTheSame() {
        WinProof second = new WinProof(SINCE, null, won("{\"pipelineIds\": [2]}"));
        Move won = new Move(SINCE, WORKING, WON);
        Move over = new Move(MOVED, WON, WON_ELSEWHERE);
        assertFound(
                second.of(new Win(WON_ELSEWHERE, BEFORE, SINCE, List.of(won, over), false, false)),
                Verdict.BILL,
                Cause.WON,
                SINCE);
        assertFound(
                second.of(new Win(WON_ELSEWHERE, BEFORE, MOVED, List.of(over), false, false)),
                Verdict.LEAVE,
                Cause.WON_BEFORE,
                null);
        assertFound(
                second.of(new Win(WON, BEFORE, SINCE, List.of(won), false, false)), Verdict.SKIP, Cause.NOT_WON, null);
    }

    @Test
    void whoeverWasWonAndMovedOnIsAskedAbout() {
        List<Move> on = List.of(new Move(SINCE, WORKING, WON), new Move(MOVED, WON, WORKING));
        assertFound(live().of(new Win(WORKING, BEFORE, null, on, false, false)), Verdict.HOLD, Cause.MOVED_ON, SINCE);
        assertFound(
                live().of(new Win(WORKING, SINCE, null, on.subList(1, 2), false, false)),
                Verdict.HOLD,
                Cause.MOVED_ON,
                SINCE);
        assertFound(
                live().of(new Win(WORKING, BEFORE, null, on.subList(1, 2), false, false)),
                Verdict.SKIP,
                Cause.NOT_WON,
                null);
    }

    /** What a webhook says is used where nothing better is known. */
    @Test
    void aRumourHoldsBackWhatNoMoveProves() {
        assertFound(
                live().of(new Win(WON, BEFORE, MOVED, List.of(), false, true)), Verdict.LEAVE, Cause.WON_BEFORE, null);
        assertFound(
                live().of(new Win(WON, BEFORE, MOVED, List.of(), true, false)), Verdict.LEAVE, Cause.WON_BEFORE, null);
        assertFound(
                live().of(new Win(WON, SINCE, MOVED, List.of(), false, true)), Verdict.LEAVE, Cause.WON_BEFORE, null);
        List<Move> proof = List.of(new Move(MOVED, WORKING, WON));
        assertFound(live().of(new Win(WON, BEFORE, MOVED, proof, true, true)), Verdict.BILL, Cause.WON, MOVED);
        assertFound(live().of(new Win(WON, SINCE, MOVED, proof, false, true)), Verdict.BILL, Cause.WON, MOVED);
    }

    /** From an hour before the connection stopped, to {@code won.catchUp} before it was at work again. */
    @ParameterizedTest
    @CsvSource({
        "P9DT22H59M59S, BILL",
        "P9DT23H,       HOLD",
        "P10D,          HOLD",
        "P13DT23H59M59S, HOLD",
        "P14D,          BILL",
        "P16D,          BILL",
        "P18D,          BILL"
    })
    void whatWasWonLongBeforeItWasAtWorkAgainIsAskedAbout(Duration afterLive, Verdict verdict) {
        Instant at = SINCE.plus(afterLive);
        Win win = new Win(WON, BEFORE, at, List.of(new Move(at, WORKING, WON)), false, false);
        Finding finding = new WinProof(SINCE, WEEK, won("{}")).of(win);
        assertFound(finding, verdict, verdict == Verdict.HOLD ? Cause.WON_LONG_AGO : Cause.WON, at);
    }

    @ParameterizedTest
    @CsvSource({"P3D, 3 days", "P1D, 1 day", "PT36H, 36 hours", "PT1H, 1 hour", "PT0S, 0 days"})
    void saysHowLongIsLong(String catchUp, String words) {
        Win win = new Win(WON, WEEK.from(), WEEK.from(), List.of(), false, false);
        Finding finding = new WinProof(SINCE, WEEK, won("{\"catchUp\": \"" + catchUp + "\"}")).of(win);
        assertThat(finding.reason().words()).contains("more than " + words + " before it did again");
    }

    @Test
    void theMovesAreAskedForOnlyWhereTheCardDoesNotSayIt() {
        WinProof proof = live();
        assertThat(proof.needsMoves(new Win(WON, SINCE, NOW, null, false, false)))
                .as("made since")
                .isFalse();
        assertThat(proof.needsMoves(new Win(WON, BEFORE, BEFORE, null, false, false)))
                .as("closed before")
                .isFalse();
        assertThat(proof.needsMoves(new Win(WON, BEFORE, SINCE, null, false, false)))
                .as("older, and closed since")
                .isTrue();
        assertThat(proof.needsMoves(new Win(LOST, NOW, NOW, null, false, false)))
                .as("elsewhere")
                .isTrue();
        assertThat(proof.needsMoves(new Win(WON, SINCE, NOW, null, false, true)))
                .as("said to be won before")
                .isTrue();
    }

    @Test
    void theMovesOfADealMadeBeforeAGapsEndAreAskedForIfTheGapWasLong() {
        Win made = new Win(WON, WEEK.from(), NOW, null, false, false);
        Win since = new Win(WON, WEEK.to(), NOW, null, false, false);
        WinProof week = new WinProof(SINCE, WEEK, won("{}"));
        assertThat(week.needsMoves(made)).isTrue();
        assertThat(week.needsMoves(since)).isFalse();
        // With the hour before it, such a gap is just as long as what is caught up with.
        Gap fitting = new Gap(WEEK.to().minus(Duration.ofHours(71)), WEEK.to());
        assertThat(new WinProof(SINCE, fitting, won("{}")).needsMoves(made)).isFalse();
        Gap longer = new Gap(fitting.from().minusSeconds(1), WEEK.to());
        assertThat(new WinProof(SINCE, longer, won("{}")).needsMoves(made)).isTrue();
    }

    @Test
    void theBinIsLookedIntoOnlyWhereNothingElseSaysIt() {
        WinProof proof = live();
        assertThat(proof.needsBin(new Win(WON, BEFORE, MOVED, List.of(), false, false)))
                .isTrue();
        assertThat(proof.needsBin(new Win(WON, SINCE, MOVED, List.of(), false, false)))
                .as("made since")
                .isFalse();
        assertThat(proof.needsBin(new Win(WON, BEFORE, BEFORE, List.of(), false, false)))
                .as("closed before")
                .isFalse();
        Move came = new Move(MOVED, WORKING, WON);
        assertThat(proof.needsBin(new Win(WON, BEFORE, MOVED, List.of(came), false, false)))
                .as("its move is listed")
                .isFalse();
        Move over = new Move(MOVED, WON_ELSEWHERE, WON);
        assertThat(proof.needsBin(new Win(WON, BEFORE, MOVED, List.of(over), false, false)))
                .as("won before")
                .isFalse();
        assertThat(proof.needsBin(new Win(LOST, BEFORE, MOVED, List.of(), false, false)))
                .as("elsewhere")
                .isFalse();
    }

    private static WinProof live() {
        return new WinProof(SINCE, null, won("{}"));
    }

    private static Won won(String json) {
        return ProductJson.read("{\"won\": " + json + "}", ConnectionSettings.class)
                .won();
    }

    private static void assertFound(Finding finding, Verdict verdict, Cause cause, Instant wonAt) {
        assertThat(finding.verdict()).isEqualTo(verdict);
        assertThat(finding.reason().cause()).isEqualTo(cause);
        assertThat(finding.wonAt()).isEqualTo(wonAt);
    }
}
