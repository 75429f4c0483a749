package org.wonbooks.sandbox.quickbooks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.wonbooks.sandbox.Json;
import org.wonbooks.sandbox.quickbooks.Events.Event;

/** The rules of payments: they lower the balance of the invoices that their lines link. */
final class Payments {

    private static final Set<String> KNOWN = Check.words(
            """
            CustomerRef TotalAmt TxnDate PaymentRefNum PrivateNote PaymentMethodRef DepositToAccountRef
            ARAccountRef CurrencyRef ExchangeRate ProcessPayment Line sparse domain UnappliedAmt""");

    private Payments() {}

    static ObjectNode create(Company company, JsonNode request) {
        ObjectNode body = Check.properties("Payment", request, KNOWN);
        if (!body.has("CustomerRef")) {
            throw QuickBooksFault.missing("CustomerRef");
        }
        Check.currency(body);
        ObjectNode customer = company.referred("Customer", body, "CustomerRef");
        BigDecimal total = Check.number(body, "TotalAmt");
        ObjectNode payment = Json.object()
                .put("ProcessPayment", false)
                .put("TxnDate", company.today().toString());
        payment.putObject("DepositToAccountRef").put("value", "4");
        payment.setAll(body);
        ((ObjectNode) payment.get("CustomerRef"))
                .put("name", customer.path("DisplayName").asText());
        payment.putObject("CurrencyRef").put("value", "USD").put("name", "United States Dollar");
        payment.remove("Line");
        company.add("Payment", payment);
        BigDecimal applied = BigDecimal.ZERO;
        ArrayNode lines = payment.putArray("Line");
        for (JsonNode line : body.path("Line")) {
            applied = applied.add(apply(company, payment, line, lines.addObject()));
        }
        if (applied.compareTo(total) > 0) {
            throw Check.business("The amount applied is more than the amount of the payment.");
        }
        company.owe(customer.path("Id").asText(), total.negate());
        payment.put("TotalAmt", total).put("UnappliedAmt", total.subtract(applied));
        return company.derive("Payment", payment);
    }

    /** What its creation is told as: itself, and the invoices that it has changed. */
    static List<Event> events(ObjectNode payment) {
        List<Event> events = new ArrayList<>();
        events.add(new Event("Payment", payment.path("Id").asText(), "created"));
        payment.path("Line")
                .forEach(line -> events.add(
                        new Event("Invoice", line.at("/LinkedTxn/0/TxnId").asText(), "updated")));
        return events;
    }

    private static BigDecimal apply(Company company, ObjectNode payment, JsonNode sent, ObjectNode line) {
        BigDecimal amount = Check.number(sent, "Amount");
        JsonNode link = sent.at("/LinkedTxn/0");
        ObjectNode invoice = company.find("Invoice", link.path("TxnId").asText())
                .filter(found -> link.path("TxnType").asText().equals("Invoice"))
                .filter(found -> found.at("/CustomerRef/value").equals(payment.at("/CustomerRef/value")))
                .orElseThrow(() -> new QuickBooksFault(
                        "620",
                        "Transaction can't be linked: " + link.path("TxnId").asText(),
                        "Line.LinkedTxn"));
        BigDecimal open = invoice.path("Balance").decimalValue();
        if (amount.compareTo(open) > 0 || amount.signum() < 0) {
            throw Check.business("You can't apply more than the open balance of " + open.toPlainString() + ".");
        }
        invoice.put("Balance", open.subtract(amount));
        invoice.withArrayProperty("LinkedTxn")
                .addObject()
                .put("TxnId", payment.path("Id").asText())
                .put("TxnType", "Payment");
        company.derive("Invoice", invoice);
        line.put("Amount", amount);
        line.putArray("LinkedTxn").add(link);
        ArrayNode noise = line.putObject("LineEx").putArray("any");
        noise(noise, "txnId", link.path("TxnId").asText());
        noise(noise, "txnOpenBalance", open.toPlainString());
        noise(noise, "txnReferenceNumber", invoice.path("DocNumber").asText());
        return amount;
    }

    /** What the real service leaks of its Java classes. */
    private static void noise(ArrayNode any, String name, String value) {
        ObjectNode element = any.addObject()
                .put("name", "{http://schema.intuit.com/finance/v3}NameValue")
                .put("declaredType", "com.intuit.schema.finance.v3.NameValue")
                .put("scope", "javax.xml.bind.JAXBElement$GlobalScope");
        element.putObject("value").put("Name", name).put("Value", value);
        element.put("nil", false).put("globalScope", true).put("typeSubstituted", false);
    }
}
