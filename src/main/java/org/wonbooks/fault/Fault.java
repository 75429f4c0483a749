package org.wonbooks.fault;

/**
 * Something that ends a run of a piece of work, in words for a person: what happened, and what to do. Which fault leads
 * to which outcome stands in {@code routes/policies/}.
 */
public abstract class Fault extends RuntimeException {

    private final String fix;

    protected Fault(String reason, String fix) {
        super(reason);
        this.fix = fix;
    }

    /** What happened, in words; also for what nobody foresaw. */
    public static String words(Exception exception) {
        return exception instanceof Fault ? exception.getMessage() : "Unexpected: " + exception;
    }

    /** What a person can do about it; also for what nobody foresaw. */
    public static String fix(Exception exception) {
        return exception instanceof Fault fault
                ? fault.fix()
                : "Look at the log of this time, mend the cause, then press “Try again”.";
    }

    /** What a person can do about it, or null where nothing is to be done. */
    public String fix() {
        return fix;
    }
}
