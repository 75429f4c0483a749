package org.wonbooks.sandbox.quickbooks.transaction;

import static org.wonbooks.sandbox.store.Json.text;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.List;
import org.wonbooks.sandbox.quickbooks.company.Company;
import org.wonbooks.sandbox.quickbooks.company.Outcome;
import org.wonbooks.sandbox.quickbooks.company.Rules;
import org.wonbooks.sandbox.store.Json;

/** Refund receipts, which only a person in QuickBooks makes: money goes back, and nothing links them to an invoice. */
final class RefundReceipts {

    private RefundReceipts() {}

    /**
     * Makes one.
     *
     * @param asked {@code customer} (its id) and {@code amount}; and what a person may type: {@code number},
     *     {@code note}, {@code memo}, {@code description}
     */
    static Outcome create(Company company, JsonNode asked) {
        ObjectNode receipt = Json.object();
        receipt.putObject("CustomerRef").put("value", text(asked, "customer"));
        ObjectNode customer = company.referred("Customer", receipt, "CustomerRef");
        receipt.set("CurrencyRef", customer.get("CurrencyRef"));
        receipt.put("TxnDate", company.today().toString()).put("Balance", 0);
        receipt.put("DocNumber", String.valueOf(company.count("docNumber")));
        receipt.putObject("DepositToAccountRef").put("value", "4");
        write(receipt, asked, Rules.number(asked, "amount"));
        return Outcome.of("RefundReceipt", company.add("RefundReceipt", receipt), "created", List.of());
    }

    /** Changes what is given. */
    static Outcome change(Company company, ObjectNode receipt, JsonNode asked) {
        Voids.refuse(receipt);
        BigDecimal amount = asked.has("amount")
                ? Rules.number(asked, "amount")
                : receipt.path("TotalAmt").decimalValue();
        write(receipt, asked, amount);
        return Outcome.of("RefundReceipt", company.change("RefundReceipt", receipt), "updated", List.of());
    }

    private static void write(ObjectNode receipt, JsonNode asked, BigDecimal amount) {
        receipt.put("TotalAmt", amount);
        if (asked.has("number")) {
            receipt.set("DocNumber", asked.get("number"));
        }
        if (asked.has("note")) {
            receipt.set("PrivateNote", asked.get("note"));
        }
        if (asked.has("memo")) {
            receipt.putObject("CustomerMemo").set("value", asked.get("memo"));
        }
        JsonNode description = asked.has("description") ? asked.get("description") : receipt.at("/Line/0/Description");
        ObjectNode line = receipt.putArray("Line").addObject().put("Id", "1").put("Amount", amount);
        if (description.isTextual()) {
            line.set("Description", description);
        }
        line.put("DetailType", "SalesItemLineDetail").putObject("SalesItemLineDetail");
    }

    /** It stays, of no amount. */
    static Outcome annul(Company company, ObjectNode receipt) {
        Voids.refuse(receipt);
        Voids.mark(company, receipt);
        receipt.withArrayProperty("Line").forEach(line -> ((ObjectNode) line).put("Amount", 0));
        return Outcome.of("RefundReceipt", company.change("RefundReceipt", receipt), "void", List.of());
    }
}
