package org.wonbooks.sandbox.quickbooks.transaction;

import static org.wonbooks.sandbox.store.Json.text;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.wonbooks.sandbox.quickbooks.company.Company;
import org.wonbooks.sandbox.quickbooks.company.Events.Event;
import org.wonbooks.sandbox.quickbooks.company.Outcome;
import org.wonbooks.sandbox.store.Json;

/** Credit memos, which only a person in QuickBooks makes: they pay an invoice with no money. */
final class CreditMemos {

    private CreditMemos() {}

    /** Credits so much to the customer of the invoice, and joins the two; answers the memo. */
    static Outcome create(Company company, ObjectNode invoice, BigDecimal amount) {
        ObjectNode memo = open(company, invoice, amount, company.today()).object();
        List<Event> events =
                new ArrayList<>(join(company, invoice, memo, amount).events());
        events.remove(new Event("CreditMemo", text(memo, "Id"), "updated"));
        return Outcome.of("CreditMemo", company.get("CreditMemo", text(memo, "Id")), "created", events);
    }

    /** Credits so much to the customer that is named there, for whatever invoice it will be. */
    static Outcome open(Company company, ObjectNode named, BigDecimal amount, LocalDate date) {
        ObjectNode memo = Json.copy(named, "CustomerRef CurrencyRef");
        memo.put("TxnDate", date.toString()).put("TotalAmt", amount);
        memo.put("Balance", amount).put("RemainingCredit", amount).putArray("LinkedTxn");
        ObjectNode line = memo.putArray("Line").addObject();
        line.put("Amount", amount).put("DetailType", "SalesItemLineDetail").putObject("SalesItemLineDetail");
        company.add("CreditMemo", memo);
        company.owe(memo.at("/CustomerRef/value").asText(), amount.negate());
        return Outcome.of("CreditMemo", memo, "created", List.of());
    }

    /** Pays so much of the invoice by the memo: a payment of no money joins the two. */
    static Outcome join(Company company, ObjectNode invoice, ObjectNode memo, BigDecimal amount) {
        ObjectNode joint = Json.object().put("TotalAmt", 0);
        joint.set("CustomerRef", invoice.get("CustomerRef"));
        joint.putArray("Line")
                .add(Links.line("Invoice", text(invoice, "Id"), amount))
                .add(Links.line("CreditMemo", text(memo, "Id"), amount));
        return Payments.create(company, joint);
    }
}
