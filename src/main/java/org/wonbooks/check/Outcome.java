package org.wonbooks.check;

/** What one look came to: the {@link Row} without its name. */
record Outcome(boolean ok, String detail, String fix) {

    static Outcome fine(String detail) {
        return new Outcome(true, detail, null);
    }

    /** Deals get through, but a person may want to know this. */
    static Outcome fine(String detail, String advice) {
        return new Outcome(true, detail, advice);
    }

    static Outcome bad(String detail, String fix) {
        return new Outcome(false, detail, fix);
    }
}
