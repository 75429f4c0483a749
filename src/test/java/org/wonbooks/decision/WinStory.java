package org.wonbooks.decision;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * How one deal is won, and what must become of it.
 *
 * @param later what then happens to it happens when the connection is at work again, and not at once
 */
record WinStory(Reading reading, Stage stage, Moment moment, Made made, Then then, boolean later, Door door) {

    static final long PIPELINE = 8_572_511;
    static final long OTHER_PIPELINE = 8_572_519;
    static final long OWN_STAGE = 67_548_607;
    static final long WON = 142;

    /** Whether Kommo renews {@code closed_at} when a won deal is moved or restored: nobody knows. */
    enum Reading {
        KEPT,
        RENEWED
    }

    /** What triggers the invoice, and where the deal is won. */
    enum Stage {
        CLOSED_WON(WON, List.of(), PIPELINE),
        OF_ONES_OWN(OWN_STAGE, List.of(), PIPELINE),
        /** Two pipelines count by name, and the deal is won in the second. */
        IN_A_SECOND_PIPELINE(WON, List.of(PIPELINE, OTHER_PIPELINE), OTHER_PIPELINE),
        IN_THE_ONE_PIPELINE(WON, List.of(PIPELINE), PIPELINE),
        IN_A_PIPELINE_THAT_DOES_NOT_COUNT(WON, List.of(OTHER_PIPELINE), PIPELINE);

        final long statusId;
        final List<Long> pipelines;
        final long pipeline;

        Stage(long statusId, List<Long> pipelines, long pipeline) {
            this.statusId = statusId;
            this.pipelines = pipelines;
            this.pipeline = pipeline;
        }

        /** Does the deal count as won where it is won? */
        boolean counts() {
            return pipelines.isEmpty() || pipelines.contains(pipeline);
        }

        /** Does it in the won stage of the other pipeline? */
        boolean countsElsewhere() {
            return statusId == WON && (pipelines.isEmpty() || pipelines.contains(otherPipeline()));
        }

        long otherPipeline() {
            return pipeline == PIPELINE ? OTHER_PIPELINE : PIPELINE;
        }

        /** Are the stages of all pipelines meant? */
        boolean ofAllPipelines() {
            return pipelines.isEmpty();
        }
    }

    /** When it is won: long is longer than {@code won.catchUp}. */
    enum Moment {
        BEFORE_CONNECTING,
        LIVE,
        IN_SHADOW,
        /** In a shadow in which no webhook came. */
        UNTOLD_IN_SHADOW,
        /** Before the connection was live for the first time. */
        OFF_AT_FIRST,
        IN_SHADOW_AT_FIRST,
        /** While the connection was live, and counted other deals as won. */
        BEFORE_THE_STAGE_WAS_SET,
        AFTER_THE_STAGE_WAS_SET,
        SHORTLY_PAUSED,
        LONG_PAUSED,
        SHORTLY_OFF,
        LONG_OFF,
        SHORTLY_DOWN,
        LONG_DOWN,
        SHORTLY_WITHOUT_TOKENS,
        LONG_WITHOUT_TOKENS;

        boolean isLong() {
            return name().startsWith("LONG");
        }

        /** Was the connection not at work then, as it had been before and was again? */
        boolean isGap() {
            return isLong() || name().startsWith("SHORTLY");
        }

        /** Does nobody by itself bill what was won then? */
        boolean isLeft() {
            return !isGap() && this != LIVE && this != AFTER_THE_STAGE_WAS_SET;
        }

        /** One of the gaps after which things happen to what was won in it. */
        boolean isMovedAfter() {
            return EnumSet.of(SHORTLY_PAUSED, LONG_PAUSED, SHORTLY_DOWN, LONG_DOWN)
                    .contains(this);
        }

        /** One of those in which it matters which pipelines count. */
        boolean isOfPipelines() {
            return EnumSet.of(BEFORE_CONNECTING, LIVE, BEFORE_THE_STAGE_WAS_SET, AFTER_THE_STAGE_WAS_SET, LONG_PAUSED)
                    .contains(this);
        }
    }

    /** How it came to be. */
    enum Made {
        /** Before the connection was, and moved to its won stage when it was won. */
        LONG_AGO,
        /** Shortly before it was won. */
        SHORTLY_BEFORE,
        /** In its won stage. */
        IN_THE_STAGE,
        /** In its won stage, with a day in the past on its card, as an import has it. */
        IMPORTED
    }

    /** What happens to it then, before it is told of. */
    enum Then {
        NOTHING,
        RENAMED,
        TO_ANOTHER_PIPELINE,
        RESTORED,
        MOVED_ON,
        LOST_AND_WON_AGAIN
    }

    /** How it is told of. */
    enum Door {
        HOOKS,
        BARE_HINT,
        SWEEP,
        RECONCILED,
        BACKFILLED;

        /** Does it look at such deals alone as seem to be won? */
        boolean sees() {
            return this == HOOKS || this == SWEEP || this == BACKFILLED;
        }
    }

    /** What must become of it. */
    enum Outcome {
        BILLED,
        /** No invoice, and nobody is asked. */
        LEFT,
        HELD
    }

    /** Those that share all but what happens to the deal itself; none: such are not told. */
    static List<WinStory> all(Reading reading, Stage stage, Moment moment, boolean later, Door door) {
        // What differs little from what is told is not told: it would take minutes.
        boolean byItself = door == Door.HOOKS || door == Door.SWEEP;
        boolean told = (stage.ofAllPipelines() || moment.isOfPipelines() && byItself)
                && (!later || stage.ofAllPipelines() && moment.isMovedAfter() && byItself);
        List<WinStory> all = new ArrayList<>();
        for (Made made : told ? Made.values() : new Made[0]) {
            for (Then then : Then.values()) {
                WinStory story = new WinStory(reading, stage, moment, made, then, later, door);
                if (story.possible()) {
                    all.add(story);
                }
            }
        }
        return all;
    }

    private boolean possible() {
        boolean imports = made == Made.IMPORTED;
        // Only Kommo's own stage has a day on its card; and what then is overwritten nobody can know.
        boolean unknowable = imports
                && (stage == Stage.OF_ONES_OWN
                        || reading == Reading.RENEWED && (then == Then.TO_ANOTHER_PIPELINE || then == Then.RESTORED)
                        || then == Then.LOST_AND_WON_AGAIN
                        || stage.counts() && !stands());
        return !unknowable && !(later && (imports || then == Then.NOTHING));
    }

    /** Does it stand where it counts when it is looked at? */
    private boolean stands() {
        return switch (then) {
            case MOVED_ON -> false;
            case TO_ANOTHER_PIPELINE -> stage.countsElsewhere();
            default -> stage.counts();
        };
    }

    Outcome expected() {
        if (!stands() && !stage.counts()) {
            return Outcome.LEFT;
        }
        if (made == Made.IMPORTED) {
            return imported();
        }
        if (moment.isLeft()) {
            return wonBefore();
        }
        return !stands() || moment.isLong() && !isWonNow() ? Outcome.HELD : Outcome.BILLED;
    }

    /** Whatever it was before: somebody has said anew, to a connection at work, that it is won. */
    private boolean isWonNow() {
        return later && then == Then.LOST_AND_WON_AGAIN;
    }

    /** A person may have billed it by hand, and has to say so; or says that Wonbooks is to do it. */
    private Outcome wonBefore() {
        boolean asked = door == Door.RECONCILED || door == Door.BACKFILLED;
        if (!stands()) {
            return door == Door.BACKFILLED ? Outcome.HELD : Outcome.LEFT;
        }
        if (then == Then.LOST_AND_WON_AGAIN) {
            return door == Door.BACKFILLED ? Outcome.BILLED : Outcome.HELD;
        }
        return asked ? Outcome.BILLED : Outcome.LEFT;
    }

    /** Its card says that it was won a year ago: only a person has it billed. */
    private Outcome imported() {
        return door == Door.RECONCILED ? Outcome.BILLED : Outcome.LEFT;
    }

    /** The reasons that may be given where it is not billed. */
    Set<Cause> causes() {
        Set<Cause> causes = EnumSet.noneOf(Cause.class);
        if (expected() == Outcome.HELD) {
            causes.add(!stands() ? Cause.MOVED_ON : moment.isLeft() ? Cause.WON_AGAIN : Cause.WON_LONG_AGO);
        } else if (expected() == Outcome.LEFT) {
            causes.add(stands() ? Cause.WON_BEFORE : Cause.NOT_WON);
            if (stands() && stage == Stage.OF_ONES_OWN && made == Made.IN_THE_STAGE) {
                causes.add(Cause.NOT_PROVED);
            }
            if (moment == Moment.IN_SHADOW) {
                // What is not told of again is not decided again.
                causes.add(Cause.IN_SHADOW);
            }
        }
        return causes;
    }

    /** May nothing be known of it in the end? */
    boolean mayBeUnseen() {
        return expected() == Outcome.LEFT && door.sees();
    }
}
