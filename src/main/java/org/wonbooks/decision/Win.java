package org.wonbooks.decision;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * What is known of when a deal was won.
 *
 * @param at the stage in which it stands now
 * @param createdAt when it was made
 * @param closedAt when Kommo closed it, as Kommo has it now; null in a stage of one's own
 * @param moves from stage to stage, the oldest first; null: they were not asked for
 * @param restored it was taken back out of the bin
 * @param toldOfEarlier something says that it was won before: an unsigned webhook, or its card as it once was. That may
 *     hold back, and proves nothing
 */
public record Win(
        Stage at, Instant createdAt, Instant closedAt, List<Move> moves, boolean restored, boolean toldOfEarlier) {

    public Win {
        moves = moves == null ? null : inOrder(moves);
    }

    /** Kommo says when in whole seconds: what happened within one is in the order in which it can have happened. */
    private static List<Move> inOrder(List<Move> moves) {
        List<Move> left = new ArrayList<>(
                moves.stream().sorted(Comparator.comparing(Move::at)).toList());
        List<Move> ordered = new ArrayList<>();
        while (!left.isEmpty()) {
            Move first = left.get(0);
            Move next = left.stream()
                    .filter(move -> move.at().equals(first.at()))
                    .filter(move -> left.stream()
                            .noneMatch(other -> other != move
                                    && other.at().equals(move.at())
                                    && move.from() != null
                                    && move.from().equals(other.to())))
                    .findFirst()
                    .orElse(first);
            ordered.add(next);
            left.remove(next);
        }
        return List.copyOf(ordered);
    }

    /** A stage of a pipeline. */
    public record Stage(long pipelineId, long statusId) {}

    /** A move from stage to stage; a side that is not known is null. */
    public record Move(Instant at, Stage from, Stage to) {}
}
