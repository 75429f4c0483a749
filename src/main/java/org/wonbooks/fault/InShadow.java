package org.wonbooks.fault;

/** The connection is in shadow: it was seen what would be done, and nothing is done about it. */
public class InShadow extends Skip {

    private static final String BEGINNING = "Shadow: ";

    public InShadow(String what) {
        super(BEGINNING + what);
    }

    /** Did work with this reason end so? */
    public static boolean ended(String reason) {
        return reason != null && reason.startsWith(BEGINNING);
    }
}
