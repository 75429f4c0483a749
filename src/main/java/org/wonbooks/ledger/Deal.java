package org.wonbooks.ledger;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.wonbooks.database.DatabaseText;
import org.wonbooks.fault.Hold;
import org.wonbooks.invoicing.DealState;
import org.wonbooks.invoicing.InvoiceIntent;
import org.wonbooks.invoicing.Settlement;

/**
 * What we know of a deal in one won-cycle.
 *
 * @param attention what a person has to settle; null: nothing
 * @param intent what is invoiced; null until it is frozen
 * @param settlement what of the money the deal in Kommo was last told; null until it was told anything
 * @param settlementNo how often the deal was told of money
 * @param approvals the words of the holds that a person has let pass
 * @param stageBefore where it stood in Kommo before it moved because it was paid: {@code <pipeline>/<stage>}, or null
 * @param leftWonAt when it was seen outside the won stage after it was invoiced; null: never, or it is back
 * @param difference what the deal says in Kommo by now and its invoice does not; null: nothing
 * @param recheck a person wants its card compared with the books, whatever was written before
 */
public record Deal(
        long id,
        long connectionId,
        long leadId,
        int cycle,
        String name,
        DealState state,
        String reason,
        String attention,
        List<String> approvals,
        InvoiceIntent intent,
        String customerId,
        String invoiceId,
        String docNumber,
        String invoiceUrl,
        BigDecimal total,
        BigDecimal balance,
        String currency,
        Instant emailedAt,
        LocalDate paidOn,
        Settlement settlement,
        int settlementNo,
        String stageBefore,
        Instant leftWonAt,
        String difference,
        boolean recheck) {

    /** What a column of reasons holds. */
    static final int LONGEST_REASON = 2000;

    /** A deal that no row is written of: its id is 0. */
    public static Deal unwritten(long connectionId, long leadId, int cycle, String name) {
        return new Deal(
                0,
                connectionId,
                leadId,
                cycle,
                name,
                DealState.WON,
                null,
                null,
                List.of(),
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                0,
                null,
                null,
                null,
                false);
    }

    /** The same with another decision of what is invoiced, and nobody found yet who is billed; not written down. */
    public Deal deciding(InvoiceIntent decided) {
        return new Deal(
                id,
                connectionId,
                leadId,
                cycle,
                name,
                state,
                reason,
                attention,
                approvals,
                decided,
                null,
                invoiceId,
                docNumber,
                invoiceUrl,
                total,
                balance,
                currency,
                emailedAt,
                paidOn,
                settlement,
                settlementNo,
                stageBefore,
                leftWonAt,
                difference,
                recheck);
    }

    /** Where the deal stands for a person to see: what needs one comes first. */
    public DealState shownState() {
        return attention == null ? state : DealState.ATTENTION;
    }

    /** What the deal in Kommo shows of the money: what it was last told, or an invoice that nothing was paid on. */
    public Settlement told() {
        return settlement != null ? settlement : Settlement.open(total, emailedAt != null);
    }

    /** Has a person let just this pass? Another amount, or another reason, is another question. */
    public boolean lets(Hold hold) {
        return approvals.contains(DatabaseText.fit(hold.getMessage(), LONGEST_REASON));
    }

    /** Is it decided what is invoiced? */
    public boolean frozen() {
        return intent != null;
    }
}
