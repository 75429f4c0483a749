package org.wonbooks.sandbox.quickbooks;

import static org.wonbooks.sandbox.Json.text;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;

/** The rules of payments: they lower the balance of the invoices that their lines link. */
final class Payments {

    private Payments() {}

    static ObjectNode create(Company company, JsonNode request) {
        ObjectNode body = Rules.body("Payment", request, "CustomerRef");
        ObjectNode customer = company.referred("Customer", body, "CustomerRef");
        BigDecimal total = Rules.number(body, "TotalAmt");
        ObjectNode payment =
                Rules.defaults("Payment").put("TxnDate", company.today().toString());
        payment.setAll(body);
        payment.setAll((ObjectNode) Rules.of("Payment", "fixed").deepCopy());
        payment.remove("Line");
        company.add("Payment", payment);
        BigDecimal applied = BigDecimal.ZERO;
        ArrayNode lines = payment.putArray("Line");
        for (JsonNode line : body.path("Line")) {
            applied = applied.add(apply(company, payment, line, lines.addObject()));
        }
        if (applied.compareTo(total) > 0) {
            throw QuickBooksFault.business("The amount applied is more than the amount of the payment.");
        }
        company.owe(text(customer, "Id"), total.negate());
        payment.put("TotalAmt", total).put("UnappliedAmt", total.subtract(applied));
        return company.derive("Payment", payment);
    }

    private static BigDecimal apply(Company company, ObjectNode payment, JsonNode sent, ObjectNode line) {
        BigDecimal amount = Rules.number(sent, "Amount");
        JsonNode link = sent.at("/LinkedTxn/0");
        String txnId = text(link, "TxnId");
        ObjectNode invoice = company.find("Invoice", txnId)
                .filter(found -> text(link, "TxnType").equals("Invoice"))
                .filter(found -> found.at("/CustomerRef/value").equals(payment.at("/CustomerRef/value")))
                .orElseThrow(
                        () -> new QuickBooksFault("620", "Transaction can't be linked: " + txnId, "Line.LinkedTxn"));
        BigDecimal open = invoice.path("Balance").decimalValue();
        if (amount.compareTo(open) > 0 || amount.signum() < 0) {
            throw QuickBooksFault.business(
                    "You can't apply more than the open balance of " + open.toPlainString() + ".");
        }
        invoice.put("Balance", open.subtract(amount));
        invoice.withArrayProperty("LinkedTxn")
                .addObject()
                .put("TxnId", text(payment, "Id"))
                .put("TxnType", "Payment");
        company.derive("Invoice", invoice);
        line.put("Amount", amount);
        line.putArray("LinkedTxn").add(link);
        line.set("LineEx", Rules.of("Payment", "leak").deepCopy());
        return amount;
    }
}
