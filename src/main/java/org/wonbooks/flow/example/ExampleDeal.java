package org.wonbooks.flow.example;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.wonbooks.decision.Cause;
import org.wonbooks.decision.Decision;
import org.wonbooks.decision.Reason;
import org.wonbooks.decision.Shown;
import org.wonbooks.decision.Verdict;
import org.wonbooks.invoicing.Marker;
import org.wonbooks.invoicing.Marker.Marked;
import org.wonbooks.invoicing.draft.InvoiceIntent;
import org.wonbooks.invoicing.settlement.DealState;
import org.wonbooks.invoicing.settlement.Settlement;
import org.wonbooks.ledger.deal.Deal;
import org.wonbooks.ledger.deal.Deal.Attention;
import org.wonbooks.ledger.deal.Deal.Booked;
import org.wonbooks.ledger.deal.Deal.Money;

/** The deal of an example: what is invoiced, and what came of that. */
final class ExampleDeal {

    private static final Set<String> INVOICED = new TreeSet<>(Set.of(
            "invoiceId",
            "docNumber",
            "invoiceUrl",
            "currency",
            "emailedAt",
            "emailedTo",
            "total",
            "balance",
            "paidOn"));

    private static final Set<String> SETTLEMENT =
            new TreeSet<>(Set.of("state", "total", "balance", "paidOn", "unapplied", "cause"));

    private final InvoiceIntent intent;
    private final ObjectNode invoiced;
    private final JsonNode settlement;
    private final Marked mark;

    ExampleDeal(InvoiceIntent intent, ObjectNode invoiced, JsonNode settlement) {
        this.intent = intent;
        this.invoiced = invoiced;
        this.settlement = settlement;
        mark = Marker.at(intent.marker())
                .orElseThrow(() -> new ExampleParts.Unknown(
                        "marker", "'marker' has the form wonbooks:<connection>:<deal>:<cycle>"));
        ExampleParts.refuseOther(invoiced, "invoiced", INVOICED);
        if (settlement instanceof ObjectNode said) {
            ExampleParts.refuseOther(said, "settlement", SETTLEMENT);
        }
    }

    long leadId() {
        return mark.leadId();
    }

    Deal deal(String customerId) {
        String emailedTo = text(invoiced, "emailedTo");
        String at = intent.obstacle() == null ? text(invoiced, "emailedAt") : null;
        Booked booked = new Booked(
                text(invoiced, "invoiceId"),
                text(invoiced, "docNumber"),
                text(invoiced, "invoiceUrl"),
                intent.currency() == null ? text(invoiced, "currency") : intent.currency(),
                at == null ? null : Instant.parse(at),
                emailedTo == null ? intent.email() : emailedTo);
        BigDecimal total = amount(invoiced, "total", intent.amount());
        BigDecimal balance = amount(invoiced, "balance", total);
        Settlement told = settlement(total, balance);
        Money money = new Money(total, balance, day(invoiced), told, told == null ? 0 : 1, null);
        DealState state = told == null ? DealState.INVOICED : told.state();
        Attention none = new Attention(null, null, false, null);
        Decision billed = new Decision(
                Verdict.BILL, Reason.of(Cause.WON), null, Instant.EPOCH, Map.of(), Shown.NOTHING, "", Set.of());
        return new Deal(
                1,
                1,
                leadId(),
                mark.cycle(),
                intent.description(),
                state,
                billed,
                intent,
                customerId,
                booked,
                money,
                none);
    }

    /** Null: the deal was told nothing of its money yet. */
    private Settlement settlement(BigDecimal total, BigDecimal balance) {
        if (!settlement.isObject()) {
            return null;
        }
        BigDecimal whole = amount(settlement, "total", total);
        BigDecimal open = amount(settlement, "balance", balance);
        DealState state = open.signum() == 0
                ? DealState.PAID
                : open.compareTo(whole) < 0 ? DealState.PARTIALLY_PAID : DealState.SENT;
        return new Settlement(
                settlement.has("state") ? DealState.valueOf(text(settlement, "state")) : state,
                whole,
                open,
                day(settlement),
                Map.of(),
                amount(settlement, "unapplied", BigDecimal.ZERO),
                text(settlement, "cause"));
    }

    private static String text(JsonNode holder, String name) {
        return holder.path(name).isValueNode() && !holder.path(name).isNull()
                ? holder.path(name).asText()
                : null;
    }

    private static BigDecimal amount(JsonNode holder, String name, BigDecimal otherwise) {
        return holder.path(name).isNumber() ? holder.path(name).decimalValue() : otherwise;
    }

    private static LocalDate day(JsonNode holder) {
        return text(holder, "paidOn") == null ? null : LocalDate.parse(text(holder, "paidOn"));
    }
}
