package org.wonbooks.sandbox.quickbooks.transaction;

import static org.wonbooks.sandbox.store.Json.text;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.wonbooks.sandbox.quickbooks.company.Company;
import org.wonbooks.sandbox.quickbooks.company.QuickBooksFault;
import org.wonbooks.sandbox.store.Modes;

/** Voided transactions: they stay in the books, with their amounts at zero and a private note that begins so. */
public final class Voids {

    private static final String MARK = "Void";

    private Voids() {}

    public static boolean is(ObjectNode transaction) {
        return text(transaction, "PrivateNote").startsWith(MARK)
                && transaction.path("TotalAmt").decimalValue().signum() == 0;
    }

    /** What is voided takes no change any more, and is not voided again. */
    static void refuse(ObjectNode transaction) {
        if (is(transaction)) {
            throw QuickBooksFault.business("This transaction has been voided.");
        }
    }

    static void mark(Company company, ObjectNode transaction) {
        String note = text(transaction, "PrivateNote");
        transaction
                .put("TotalAmt", 0)
                .put(
                        "PrivateNote",
                        note.isEmpty() ? "Voided" : Modes.of(company.store(), "quickbooks", "voidNote") + note);
    }
}
