package org.wonbooks.console.deal;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.wonbooks.decision.Cause;
import org.wonbooks.decision.Decision;
import org.wonbooks.decision.Shown;
import org.wonbooks.decision.Verdict;
import org.wonbooks.decision.Why;
import org.wonbooks.invoicing.settlement.DealState;
import org.wonbooks.ledger.deal.ShadowDeals;

/**
 * What is known of a deal. Steps, timeline and shadow are left out of lists.
 *
 * @param id of its row, by which lists are gone through
 * @param money how far its invoice is, whatever else the deal asks for
 * @param why it stands there, where that needs a word, and what a person can do about it
 * @param decision what is to become of it, and why
 * @param hold what a person has to say something about; null: nothing, or a dead letter
 * @param difference what the deal says in Kommo by now and its invoice does not
 * @param amount what the deal is worth, as far as that is known
 * @param customer who is billed
 * @param email where the invoice went, or goes
 * @param dueOn when what is open of the invoice is due; null: nothing is, or it is not known
 * @param lastChangeAt when something last happened to it
 * @param createdAt when it was seen for the first time
 * @param shadow what would have been done with it, if it was seen in shadow
 */
public record DealView(
        @JsonIgnore long id,
        @JsonIgnore DealState money,
        long connectionId,
        long leadId,
        String name,
        DealState state,
        @JsonUnwrapped Why why,
        @JsonInclude(JsonInclude.Include.NON_NULL) DecisionView decision,
        @JsonInclude(JsonInclude.Include.NON_NULL) Hold hold,
        String difference,
        String customerId,
        String invoiceId,
        String docNumber,
        String invoiceUrl,
        BigDecimal total,
        BigDecimal balance,
        String currency,
        Instant emailedAt,
        LocalDate paidAt,
        BigDecimal amount,
        String customer,
        String email,
        LocalDate dueOn,
        Instant lastChangeAt,
        Instant createdAt,
        @JsonInclude(JsonInclude.Include.NON_NULL) List<StepView> steps,
        @JsonInclude(JsonInclude.Include.NON_NULL) List<Line> timeline,
        @JsonInclude(JsonInclude.Include.NON_NULL) ShadowDeals.Shadow shadow) {

    /** What is to become of a deal; words are made here, and compared nowhere. */
    public record DecisionView(
            Verdict verdict,
            Cause code,
            Map<String, String> facts,
            String reason,
            String by,
            Instant at,
            Map<String, String> evidence,
            String digest,
            @JsonIgnore Why why) {

        static DecisionView of(Decision decision) {
            return decision == null
                    ? null
                    : new DecisionView(
                            decision.verdict(),
                            decision.reason().cause(),
                            decision.reason().facts(),
                            decision.reason().words(),
                            decision.by(),
                            decision.at(),
                            decision.evidence(),
                            decision.digest(),
                            Why.of(decision.reason(), decision.shown()));
        }
    }

    /** What a person is shown who has to say something; the digest is of all of it. */
    public record Hold(
            Cause code,
            Map<String, String> facts,
            String reason,
            String fix,
            @JsonUnwrapped Shown shown,
            String digest) {

        static Hold of(Decision decision) {
            return decision == null || !decision.held()
                    ? null
                    : new Hold(
                            decision.reason().cause(),
                            decision.reason().facts(),
                            decision.reason().words(),
                            decision.reason().fix(),
                            decision.shown(),
                            decision.digest());
        }
    }

    /** A step, without what it sent: that may tell of people. */
    public record StepView(
            String name,
            String state,
            String requestId,
            String externalId,
            String detail,
            Instant calledAt,
            Instant doneAt) {}

    /** One thing that happened. */
    public record Line(Instant at, String text) {}

    /** Who is billed, as people know them; null: that is not known yet. */
    public String customerName() {
        return Shown.isName(customer) ? customer : null;
    }

    /** What was paid of its invoice; null: it has none. */
    @JsonIgnore
    public BigDecimal paid() {
        return total == null || balance == null ? null : total.subtract(balance);
    }

    /** Is something to be paid that should have been paid before this day? */
    public boolean overdue(LocalDate today) {
        return dueOn != null && dueOn.isBefore(today);
    }
}
