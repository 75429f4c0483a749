package org.wonbooks.ledger.deal;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.math.BigDecimal;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.wonbooks.database.DatabaseJson;
import org.wonbooks.database.DatabaseText;
import org.wonbooks.database.DatabaseTime;
import org.wonbooks.invoicing.Words;
import org.wonbooks.invoicing.settlement.DealState;
import org.wonbooks.invoicing.settlement.Settlement;

/**
 * Writes the invoice and the money of deals: {@link Deal.Booked}, {@link Deal.Money}, and the state that follows from
 * both. All of it is part of its caller's transaction, which holds the fence first.
 */
@Repository
@Transactional(propagation = Propagation.REQUIRED)
public class InvoiceLedger {

    private static final Logger LOG = LoggerFactory.getLogger(InvoiceLedger.class);

    private final JdbcClient jdbc;
    private final ObjectMapper json;

    public InvoiceLedger(JdbcClient jdbc, ObjectMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    /** The invoice is there. */
    public void invoiced(
            Deal deal, String invoiceId, String docNumber, BigDecimal total, BigDecimal balance, String currency) {
        String columns = "state = 'INVOICED', invoice_id = ?, doc_number = ?, total = ?, balance = ?, currency = ?,"
                + " invoiced_at = coalesce(invoiced_at, current_timestamp)";
        DealRow.set(jdbc, deal.id(), columns, invoiceId, docNumber, total, balance, currency);
        say(deal, "was billed: invoice " + docNumber + ", " + Words.amount(total, currency));
    }

    /** QuickBooks has emailed it. What was paid before that was written down stays so. */
    public void emailed(Deal deal, Instant at, String to) {
        String columns =
                "state = case when state = 'INVOICED' then 'SENT' else state end, emailed_at = ?, emailed_to = ?";
        DealRow.set(jdbc, deal.id(), columns, DatabaseTime.parameter(at), DatabaseText.fit(to, 200));
    }

    /** Where the customer can pay. */
    public void paymentLink(Deal deal, String url) {
        DealRow.set(jdbc, deal.id(), "invoice_url = ?", DatabaseText.fit(url, 2000));
    }

    /** A person has given it another number; null: none. */
    public void renumbered(Deal deal, String number) {
        DealRow.set(jdbc, deal.id(), "doc_number = ?", number);
    }

    /** It was updated, and comes to another total. */
    void updated(Deal deal, BigDecimal total, BigDecimal balance) {
        String told = deal.settlement() == null
                ? null
                : DatabaseJson.write(json, deal.settlement().totalling(total));
        DealRow.set(jdbc, deal.id(), "total = ?, balance = ?, settlement = ?", total, balance, told);
    }

    /** What the books say of its money, which Kommo is about to be told. */
    public void settled(Deal deal, Settlement now) {
        String columns = "state = ?, total = ?, balance = ?, paid_on = ?, settlement = ?,"
                + " settlement_no = settlement_no + 1";
        String told = DatabaseJson.write(json, now);
        DealRow.set(jdbc, deal.id(), columns, now.state().name(), now.total(), now.balance(), now.paidOn(), told);
        int more = now.paid().compareTo(deal.told().paid());
        if (now.state() == DealState.VOIDED) {
            say(deal, "was reversed: invoice " + deal.docNumber() + " is void");
        } else if (more != 0) {
            String paid = Words.amount(now.paid(), null) + " of " + Words.amount(now.total(), deal.currency());
            say(deal, (more > 0 ? "was paid" : "was reversed") + ": invoice " + deal.docNumber() + ", " + paid);
        }
    }

    /** In the log, once it is true. Nobody is named there. */
    private static void say(Deal deal, String what) {
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                LOG.info("Connection {}: deal {} {}", deal.connectionId(), deal.leadId(), what);
            }
        });
    }

    /** Where the deal stood in Kommo before it was moved; null: it is where it was. */
    public void stageBefore(Deal deal, String stage) {
        DealRow.set(jdbc, deal.id(), "stage_before = ?", stage);
    }
}
