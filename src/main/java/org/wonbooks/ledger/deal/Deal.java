package org.wonbooks.ledger.deal;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Set;
import org.wonbooks.decision.Decision;
import org.wonbooks.decision.Lets;
import org.wonbooks.decision.Shown;
import org.wonbooks.invoicing.draft.InvoiceIntent;
import org.wonbooks.invoicing.settlement.DealState;
import org.wonbooks.invoicing.settlement.Settlement;

/**
 * What we know of a deal in one won-cycle. What mappings read of its parts, it says itself.
 *
 * @param state how far its invoice is; whether it gets one says the decision
 * @param decision what is to become of it; null: nobody has decided yet
 * @param intent what is invoiced; null until it is frozen
 */
public record Deal(
        long id,
        long connectionId,
        long leadId,
        int cycle,
        String name,
        DealState state,
        Decision decision,
        InvoiceIntent intent,
        String customerId,
        Booked booked,
        Money money,
        Attention attention) {

    /**
     * Its invoice in the books.
     *
     * @param emailedTo the address that QuickBooks said; null: it is not emailed
     */
    public record Booked(
            String invoiceId, String docNumber, String url, String currency, Instant emailedAt, String emailedTo) {}

    /**
     * What the books say of its money, and the deal in Kommo was told.
     *
     * @param settlement what it was last told; null until it was told anything
     * @param settlementNo how often it was told
     * @param stageBefore where it stood in Kommo before it moved because it was paid: {@code <pipeline>/<stage>}, or
     *     null
     */
    public record Money(
            BigDecimal total,
            BigDecimal balance,
            LocalDate paidOn,
            Settlement settlement,
            int settlementNo,
            String stageBefore) {}

    /**
     * What of it asks for attention.
     *
     * @param leftWonAt when it was seen outside the won stage after it was invoiced; null: never, or it is back
     * @param difference what the deal says in Kommo by now and its invoice does not; null: nothing
     * @param recheck a person wants its card compared with the books, whatever was written before
     * @param taskId of the open task in Kommo that asks for a person; null: there is none
     */
    public record Attention(Instant leftWonAt, String difference, boolean recheck, String taskId) {}

    /** A deal that no row is written of: its id is 0. */
    public static Deal unwritten(long connectionId, long leadId, int cycle, String name) {
        return won(0, connectionId, leadId, cycle, name, null);
    }

    /** The same in its next won-cycle, not written down. */
    public Deal next(Decision decided) {
        return won(0, connectionId, leadId, cycle + 1, name, decided);
    }

    /** One of which nothing is known yet but that it was won. */
    static Deal won(long id, long connectionId, long leadId, int cycle, String name, Decision decision) {
        Booked booked = new Booked(null, null, null, null, null, null);
        Money money = new Money(null, null, null, null, 0, null);
        Attention none = new Attention(null, null, false, null);
        return new Deal(
                id, connectionId, leadId, cycle, name, DealState.WON, decision, null, null, booked, money, none);
    }

    /** The same with another decision of what is invoiced, and nobody found yet who is billed; not written down. */
    public Deal deciding(InvoiceIntent decided) {
        return new Deal(
                id, connectionId, leadId, cycle, name, state, decision, decided, null, booked, money, attention);
    }

    /** What the deal in Kommo shows of the money: what it was last told, or an invoice that nothing was paid on. */
    public Settlement told() {
        return settlement() != null ? settlement() : Settlement.open(total(), emailedAt() != null);
    }

    /** What persons have let pass, and what they would be shown now. */
    public Lets lets(Shown shown) {
        return new Lets(shown, decision == null ? Set.of() : decision.lets());
    }

    /** The same, of a deal of which it is decided what is invoiced. */
    public Lets lets() {
        return lets(shown());
    }

    /** What a person is shown of what is invoiced. */
    public Shown shown() {
        return Shown.of(intent.amount(), intent.currency(), intent.customerName(), intent.email());
    }

    /** Has a person to say whether it is billed? */
    public boolean held() {
        return decision != null && decision.held();
    }

    /** To whom its invoice was emailed, in words, the first by what QuickBooks says. */
    public String recipients() {
        return intent.recipients(emailedTo() == null ? intent.email() : emailedTo());
    }

    /** Why its invoice is not emailed, for mappings; null: it is, or there is none yet. */
    public String reason() {
        return intent == null ? null : intent.obstacle();
    }

    /** Is it decided what is invoiced? */
    public boolean frozen() {
        return intent != null;
    }

    public String invoiceId() {
        return booked.invoiceId();
    }

    public String docNumber() {
        return booked.docNumber();
    }

    public String invoiceUrl() {
        return booked.url();
    }

    public String currency() {
        return booked.currency();
    }

    public Instant emailedAt() {
        return booked.emailedAt();
    }

    public String emailedTo() {
        return booked.emailedTo();
    }

    public BigDecimal total() {
        return money.total();
    }

    public BigDecimal balance() {
        return money.balance();
    }

    public LocalDate paidOn() {
        return money.paidOn();
    }

    public Settlement settlement() {
        return money.settlement();
    }
}
