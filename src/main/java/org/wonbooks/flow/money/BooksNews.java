package org.wonbooks.flow.money;

import java.time.Duration;
import org.apache.camel.Variable;
import org.springframework.stereotype.Component;
import org.wonbooks.invoicing.Words;
import org.wonbooks.ledger.books.SeenInvoice;
import org.wonbooks.ledger.books.SeenInvoice.Returned;
import org.wonbooks.ledger.deal.Deal;
import org.wonbooks.ledger.deal.DealNews;
import org.wonbooks.ledger.deal.DealNews.News;
import org.wonbooks.work.Lane;
import org.wonbooks.work.WorkKind;
import org.wonbooks.work.WorkQueue;

/** What a deal is told beside its money: one piece of news a run, each once, by a note and perhaps a task. */
@Component("booksNews")
public class BooksNews {

    /** What runs keep of it. */
    public static final String NEWS = "news";

    private static final Duration CLOCKS_DIFFER = Duration.ofMinutes(1);

    private final DealNews news;
    private final WorkQueue queue;

    BooksNews(DealNews news, WorkQueue queue) {
        this.news = news;
        this.queue = queue;
    }

    /** What the deal is to be told next; null: nothing. */
    public News untold(@Variable("deal") Deal deal) {
        return news.untold(deal).orElse(null);
    }

    /**
     * That its e-mail came back is told once for each e-mail; of what is paid nobody needs one. Part of the
     * transaction.
     */
    void tellReturned(Deal deal, SeenInvoice invoice) {
        Returned mail = invoice.returned();
        if (mail == null || invoice.voided() || invoice.gone()) {
            return;
        }
        String number = deal.docNumber() == null ? deal.invoiceId() : deal.docNumber();
        String name = "returned-"
                + (mail.sentAt() == null ? mail.why() : mail.sentAt().getEpochSecond());
        String to = isOurs(mail, deal) || mail.to() == null ? deal.emailedTo() : mail.to();
        news.tell(
                deal,
                new News(
                        name.length() > 50 ? name.substring(0, 50) : name,
                        "The e-mail with invoice " + number + " over " + Words.amount(invoice.total(), deal.currency())
                                + (to == null ? "" : " to " + to) + " came back: " + mail.why() + ".",
                        invoice.paid() ? null : fix(mail.why())));
    }

    /** Where our own e-mail went is known; what the invoice says by now may have been put right since. */
    private static boolean isOurs(Returned mail, Deal deal) {
        return deal.emailedAt() != null
                && mail.sentAt() != null
                && mail.sentAt().isBefore(deal.emailedAt().plus(CLOCKS_DIFFER));
    }

    private static String fix(String why) {
        return switch (why) {
            case "Delivery Server Down" ->
                "Send the invoice again in QuickBooks in a while; if it comes back again, ask the customer for another"
                        + " address.";
            case "Missing Info" ->
                "Look in QuickBooks what the invoice lacks, such as an address, put it right there, and send it again.";
            default ->
                "Ask the customer for the right address, put it right in Kommo and on the invoice in QuickBooks, and send"
                        + " the invoice again there.";
        };
    }

    /** The deal was told it; what else it is to be told is told by the run that follows. */
    public void told(Deal deal, News told) {
        news.told(deal, told);
        if (news.untold(deal).isPresent()) {
            String lane = Lane.deal(deal.connectionId(), deal.leadId());
            queue.markDueAsRead(deal.connectionId(), WorkKind.INVOICE_CHANGED, deal.invoiceId(), lane);
        }
    }
}
