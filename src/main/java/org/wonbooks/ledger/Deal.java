package org.wonbooks.ledger;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
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
 * @param approved a person has let a held deal go on
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
        boolean approved,
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
        int settlementNo) {

    /** Where the deal stands for a person to see: what needs one comes first. */
    public DealState shownState() {
        return attention == null ? state : DealState.ATTENTION;
    }

    /** Is it decided what is invoiced? */
    public boolean frozen() {
        return intent != null;
    }
}
