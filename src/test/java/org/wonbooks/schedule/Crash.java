package org.wonbooks.schedule;

/** The process ends here. An error, so that whatever catches exceptions does not go on as if nothing were. */
final class Crash extends Error {

    private static final long serialVersionUID = 1;

    Crash() {
        super("The process has ended", null, false, false);
    }
}
