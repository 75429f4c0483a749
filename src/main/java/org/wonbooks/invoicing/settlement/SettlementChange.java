package org.wonbooks.invoicing.settlement;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.wonbooks.invoicing.Words;

/** Says what has changed an invoice's money, for the person who reads the deal. */
public final class SettlementChange {

    private SettlementChange() {}

    /**
     * The words; null where nothing is known.
     *
     * @param payments those that pay the invoice now, and those that once did
     * @param gone the invoice was deleted
     */
    public static String words(Settlement before, Settlement now, List<InvoicePayment> payments, boolean gone) {
        if (now.state() == DealState.VOIDED) {
            return gone ? "the invoice was deleted in QuickBooks" : "the invoice was voided in QuickBooks";
        }
        List<String> words = new ArrayList<>();
        if (now.total().compareTo(before.total()) != 0) {
            words.add("the invoice was changed from " + text(before.total()) + " to " + text(now.total()));
        }
        payments.stream()
                .map(payment -> words(payment, before.payments().get(payment.paymentId())))
                .filter(said -> said != null)
                .forEach(words::add);
        if (words.isEmpty() && now.balance().compareTo(before.balance()) != 0) {
            BigDecimal credited = before.balance().subtract(now.balance());
            words.add(
                    credited.signum() > 0
                            ? "a credit of " + text(credited)
                            : "a credit of " + text(credited.negate()) + " was taken back");
        }
        return words.isEmpty() ? null : String.join("; ", words);
    }

    private static String words(InvoicePayment payment, BigDecimal before) {
        String name = "payment " + payment.paymentId() + " of ";
        if (!payment.live()) {
            return before == null ? null : name + text(before) + " was " + ended(payment.ended());
        }
        if (before == null) {
            return payment.amount().signum() == 0 ? null : name + text(payment.amount());
        }
        return before.compareTo(payment.amount()) == 0
                ? null
                : name + text(before) + " is " + text(payment.amount()) + " now";
    }

    private static String ended(String ended) {
        return switch (ended) {
            case "VOIDED" -> "voided";
            case "DELETED" -> "deleted";
            default -> "taken off it";
        };
    }

    private static String text(BigDecimal amount) {
        return Words.amount(amount, null);
    }
}
