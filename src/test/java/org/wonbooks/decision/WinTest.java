package org.wonbooks.decision;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.wonbooks.decision.Win.Move;
import org.wonbooks.decision.Win.Stage;

/** In which order a deal was moved, where Kommo's seconds don't say it. */
class WinTest {

    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");

    @Test
    void theOldestComesFirst() {
        Move won = move(5, 1, 2);
        Move lost = move(9, 2, 3);
        assertThat(ordered(List.of(lost, won))).containsExactly(won, lost);
    }

    @Test
    void withinASecondEachBeginsWhereTheOneBeforeHasEnded() {
        Move first = move(5, 1, 2);
        Move second = move(5, 2, 3);
        Move third = move(5, 3, 4);
        assertThat(ordered(List.of(third, first, second))).containsExactly(first, second, third);
    }

    @Test
    void withinASecondItMayComeBack() {
        Move before = move(4, 9, 1);
        Move there = move(5, 1, 2);
        Move back = move(5, 2, 1);
        assertThat(ordered(List.of(back, there, before)))
                .as("a ring has no beginning: nothing is lost of it")
                .startsWith(before)
                .containsExactlyInAnyOrder(before, there, back);
    }

    @Test
    void aSideThatIsNotKnownPutsNothingBehindIt() {
        Move unknown = new Move(NOON, null, stage(2));
        Move next = move(0, 2, 3);
        assertThat(ordered(List.of(next, unknown))).containsExactly(unknown, next);
    }

    @Test
    void notToHaveAskedIsNotToHaveBeenMoved() {
        assertThat(new Win(stage(1), NOON, null, null, false, false).moves()).isNull();
        assertThat(ordered(List.of())).isEmpty();
    }

    /** A deal that goes on and on, some steps within a second, is told of in any order. */
    @Property(tries = 300)
    void whateverTheOrderInWhichTheyAreListed(@ForAll("listed") List<Move> listed) {
        List<Move> ordered = ordered(listed);
        assertThat(ordered).containsExactlyInAnyOrderElementsOf(listed);
        for (int i = 1; i < ordered.size(); i++) {
            assertThat(ordered.get(i).from()).isEqualTo(ordered.get(i - 1).to());
        }
    }

    @Provide
    Arbitrary<List<Move>> listed() {
        return Arbitraries.integers().between(0, 1).list().ofMaxSize(8).flatMap(pauses -> {
            long[] second = {0};
            List<Move> moves = new ArrayList<>();
            for (int i = 0; i < pauses.size(); i++) {
                second[0] += pauses.get(i);
                moves.add(move(second[0], i, i + 1L));
            }
            return Arbitraries.shuffle(moves);
        });
    }

    private static List<Move> ordered(List<Move> moves) {
        return new Win(stage(1), NOON, null, moves, false, false).moves();
    }

    private static Move move(long second, long from, long to) {
        return new Move(NOON.plusSeconds(second), stage(from), stage(to));
    }

    private static Stage stage(long status) {
        return new Stage(1, status);
    }
}
