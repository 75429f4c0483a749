package org.wonbooks.decision;

/** How one deal is won, and what must become of it. */
record WinStory(Reading reading, Stage stage, Moment moment, Made made, Then then, Door door) {

    /** Whether Kommo renews {@code closed_at} when a won deal is moved or restored: nobody knows. */
    enum Reading {
        KEPT,
        RENEWED
    }

    /** What triggers the invoice. */
    enum Stage {
        CLOSED_WON,
        OF_ONES_OWN
    }

    /** When it is won: long is longer than {@code won.catchUp}. */
    enum Moment {
        BEFORE_CONNECTING,
        LIVE,
        IN_SHADOW,
        SHORTLY_PAUSED,
        LONG_PAUSED,
        SHORTLY_OFF,
        LONG_OFF,
        SHORTLY_DOWN,
        LONG_DOWN,
        LONG_WITHOUT_TOKENS;

        boolean isLong() {
            return name().startsWith("LONG");
        }

        /** Does nobody by itself bill what was won then? */
        boolean isLeft() {
            return this == BEFORE_CONNECTING || this == IN_SHADOW;
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
        BACKFILLED
    }

    /** What must become of it. */
    enum Outcome {
        BILLED,
        /** No invoice, and nobody is asked. */
        LEFT,
        HELD
    }

    boolean possible() {
        boolean imports = made == Made.IMPORTED;
        // Only Kommo's own stage has a day on its card; and what then is overwritten nobody can know.
        boolean unknowable = imports
                && (stage == Stage.OF_ONES_OWN
                        || reading == Reading.RENEWED && (then == Then.TO_ANOTHER_PIPELINE || then == Then.RESTORED)
                        || then == Then.LOST_AND_WON_AGAIN
                        || then == Then.MOVED_ON);
        return !unknowable;
    }

    /** Does it stand where it counts when it is looked at? */
    private boolean stands() {
        return then != Then.MOVED_ON && !(stage == Stage.OF_ONES_OWN && then == Then.TO_ANOTHER_PIPELINE);
    }

    Outcome expected() {
        if (made == Made.IMPORTED) {
            return imported();
        }
        if (moment.isLeft()) {
            return wonBefore();
        }
        if (!stands() || moment.isLong()) {
            return Outcome.HELD;
        }
        return Outcome.BILLED;
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
}
