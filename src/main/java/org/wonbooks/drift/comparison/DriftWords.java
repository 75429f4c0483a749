package org.wonbooks.drift.comparison;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Objects;
import org.wonbooks.drift.comparison.Sides.Booked;
import org.wonbooks.drift.comparison.Sides.Card;
import org.wonbooks.drift.comparison.Sides.Known;

/** How a report writes amounts, invoices and reasons for a person. */
final class DriftWords {

    private DriftWords() {}

    static String shown(Card card) {
        if (card.gone()) {
            return null;
        }
        String paid = card.paidAmount() == null ? "" : ", paid " + money(card.paidAmount());
        return money(amount(card)) + paid + (card.paid() ? ", paid in full" : "");
    }

    static String books(Booked invoice) {
        return switch (invoice.state()) {
            case GONE -> "deleted";
            case VOIDED -> "voided";
            case LIVE ->
                money(invoice.total()) + (invoice.currency() == null ? "" : " " + invoice.currency()) + ", paid "
                        + money(invoice.total().subtract(invoice.balance()));
        };
    }

    static String name(Booked invoice) {
        return Objects.requireNonNullElse(invoice.docNumber(), invoice.id());
    }

    static String name(Known known) {
        return Objects.requireNonNullElse(known.docNumber(), known.invoiceId());
    }

    static BigDecimal amount(Card card) {
        return Objects.requireNonNullElse(card.amount(), BigDecimal.ZERO);
    }

    /** As the invoice would have it: rounded once, to cents. */
    static BigDecimal billed(Card card) {
        return amount(card).setScale(2, RoundingMode.HALF_UP);
    }

    static String money(BigDecimal amount) {
        return amount.setScale(Math.max(2, amount.stripTrailingZeros().scale()), RoundingMode.UNNECESSARY)
                .toPlainString();
    }

    static String sentence(String reason) {
        String words =
                Objects.requireNonNullElse(reason, "no reason was written down").strip();
        return words.endsWith(".") ? words : words + ".";
    }
}
