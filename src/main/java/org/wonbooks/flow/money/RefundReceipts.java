package org.wonbooks.flow.money;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Component;
import org.wonbooks.connection.Connection;
import org.wonbooks.invoicing.Words;
import org.wonbooks.invoicing.settlement.RefundedInvoice;
import org.wonbooks.ledger.books.SeenInvoices;
import org.wonbooks.ledger.books.SeenRefund;
import org.wonbooks.ledger.books.SeenRefunds;
import org.wonbooks.ledger.deal.Deal;
import org.wonbooks.ledger.deal.DealLedger;
import org.wonbooks.ledger.deal.DealNews;
import org.wonbooks.ledger.deal.DealNews.News;
import org.wonbooks.quickbooks.invoice.RefundReceipt;

/**
 * What deals are told of refund receipts. Nothing links one to an invoice, so a deal is told of it only where it names
 * exactly one paid invoice of ours; the drift report has the others. What the deal shows of its money stays: the
 * invoice is still paid.
 */
@Component
class RefundReceipts {

    private static final String FIX =
            "Look at it in QuickBooks, and put the deal right by hand if the sale was taken back: the invoice is still paid"
                    + " there, so Wonbooks changes nothing.";

    private final SeenRefunds refunds;
    private final SeenInvoices invoices;
    private final DealLedger deals;
    private final DealNews news;

    RefundReceipts(SeenRefunds refunds, SeenInvoices invoices, DealLedger deals, DealNews news) {
        this.refunds = refunds;
        this.invoices = invoices;
        this.deals = deals;
        this.news = news;
    }

    /** Those of them that are there, and went to a customer of ours, or of which a deal was told. */
    List<RefundReceipt> ours(Connection connection, List<RefundReceipt> receipts) {
        Set<String> told = refunds.told(
                connection.id(), receipts.stream().map(RefundReceipt::id).toList());
        Set<String> customers = refunds.ourCustomers(
                connection.id(),
                receipts.stream()
                        .map(RefundReceipts::customer)
                        .filter(Objects::nonNull)
                        .distinct()
                        .toList());
        return receipts.stream()
                .filter(receipt -> !receipt.deleted())
                .filter(receipt -> told.contains(receipt.id()) || customers.contains(String.valueOf(customer(receipt))))
                .toList();
    }

    private static String customer(RefundReceipt receipt) {
        return receipt.customer() == null ? null : receipt.customer().value();
    }

    /** What is said to be deleted, and was told of or is in a report: it has to be read before that is believed. */
    List<String> doubted(Connection connection, List<RefundReceipt> receipts) {
        return refunds.counting(
                connection.id(),
                receipts.stream()
                        .filter(RefundReceipt::deleted)
                        .map(RefundReceipt::id)
                        .toList());
    }

    /**
     * Keeps what was read of one. Part of the caller's transaction, which holds the fence.
     *
     * @return the deals that have something new to be told
     */
    List<Deal> keep(Connection connection, RefundReceipt receipt, Instant readAt) {
        SeenRefund now = SeenInBooks.of(receipt, readAt);
        Optional<SeenRefund> before = refunds.find(connection.id(), receipt.id());
        if (before.filter(last -> last.readAt().isAfter(readAt)).isPresent()) {
            return List.of();
        }
        if (now.ended() != null) {
            return ended(connection, now, before);
        }
        SeenRefund last = before.orElse(now);
        Deal told = told(last);
        Deal named = named(connection, receipt);
        List<Deal> tell = new ArrayList<>();
        int times = last.tellings();
        String words = words(now);
        if (named != null && (told == null || told.id() != named.id() || last.ended() != null)) {
            times++;
            tell(named, now, times, words + " names " + invoice(named) + ", which is paid.", FIX);
            tell.add(named);
            if (told != null && told.id() != named.id()) {
                tell(told, now, times, words + " names " + invoice(named) + " now, and not this deal's.", null);
                tell.add(told);
            }
            told = named;
        } else if (told != null && last.total().compareTo(now.total()) != 0) {
            times++;
            String change = words + " was changed: before, it was over " + amount(last.total(), last) + ".";
            tell(told, now, times, change, FIX);
            tell.add(told);
        } else if (told != null && named == null && !Objects.equals(last.changedAt(), now.changedAt())) {
            times++;
            tell(told, now, times, words + " names none of the customer's paid invoices now, or several.", null);
            tell.add(told);
            told = null;
        }
        refunds.keep(connection.id(), now.told(told == null ? null : told.id(), times));
        return tell;
    }

    /** One is gone from the books, as a read has shown. As {@link #keep}. */
    List<Deal> gone(Connection connection, String refundId, Instant readAt) {
        Optional<SeenRefund> before = refunds.find(connection.id(), refundId);
        return before.isEmpty() ? List.of() : ended(connection, before.get().deleted(readAt), before);
    }

    private List<Deal> ended(Connection connection, SeenRefund now, Optional<SeenRefund> before) {
        Deal told = before.map(this::told).orElse(null);
        int times = before.map(SeenRefund::tellings).orElse(0);
        boolean news = told != null && before.get().ended() == null;
        if (news) {
            times++;
            String how = now.ended().equals("VOIDED") ? " was voided in QuickBooks." : " was deleted in QuickBooks.";
            tell(told, now, times, words(before.get()) + how, null);
        }
        refunds.keep(connection.id(), now.told(told == null ? null : told.id(), times));
        return news ? List.of(told) : List.of();
    }

    private Deal told(SeenRefund refund) {
        return refund.dealId() == null ? null : deals.get(refund.dealId());
    }

    private Deal named(Connection connection, RefundReceipt receipt) {
        String customer = customer(receipt);
        if (customer == null || receipt.total() == null) {
            return null;
        }
        return RefundedInvoice.of(receipt.texts(), receipt.total(), invoices.ofCustomer(connection.id(), customer))
                .flatMap(ours -> deals.findByInvoice(connection.id(), ours.invoiceId()))
                .orElse(null);
    }

    private void tell(Deal deal, SeenRefund refund, int times, String words, String fix) {
        news.tell(deal, new News("refund-" + refund.refundId() + "-" + times, words, fix));
    }

    private static String words(SeenRefund refund) {
        return "Refund receipt " + refund.name() + " over " + amount(refund.total(), refund)
                + (refund.date() == null ? "" : " of " + refund.date());
    }

    private static String amount(BigDecimal amount, SeenRefund refund) {
        return Words.amount(amount, refund.currency());
    }

    private static String invoice(Deal deal) {
        return "invoice " + Objects.requireNonNullElse(deal.docNumber(), deal.invoiceId());
    }
}
