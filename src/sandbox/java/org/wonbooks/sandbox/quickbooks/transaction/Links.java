package org.wonbooks.sandbox.quickbooks.transaction;

import static org.wonbooks.sandbox.store.Json.text;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import org.wonbooks.sandbox.quickbooks.company.Company;
import org.wonbooks.sandbox.quickbooks.company.Events.Event;
import org.wonbooks.sandbox.quickbooks.company.QuickBooksFault;
import org.wonbooks.sandbox.quickbooks.company.Rules;
import org.wonbooks.sandbox.quickbooks.setup.Currencies;
import org.wonbooks.sandbox.store.Json;
import org.wonbooks.sandbox.store.Modes;

/**
 * What the lines of payments link: invoices, and credit memos that pay along with the money. A line lowers the balance
 * of what it links. A payment of no money that joins a credit memo and an invoice is called a joint here.
 */
final class Links {

    private Links() {}

    /** A line as a payment has it. */
    static ObjectNode line(String type, String id, BigDecimal amount) {
        ObjectNode line = Json.object().put("Amount", amount);
        line.putArray("LinkedTxn").addObject().put("TxnId", id).put("TxnType", type);
        return line;
    }

    /** Gives the payment these lines, and books them; {@code UnappliedAmt} is what they leave of its total. */
    static List<Event> apply(Company company, ObjectNode payment, JsonNode lines) {
        List<Event> events = new ArrayList<>();
        BigDecimal unapplied = payment.path("TotalAmt").decimalValue();
        ArrayNode booked = Json.array();
        for (JsonNode line : lines) {
            JsonNode link = line.at("/LinkedTxn/0");
            BigDecimal amount = Rules.number(line, "Amount");
            boolean credit = text(link, "TxnType").equals("CreditMemo");
            events.add(book(company, payment, link, amount));
            unapplied = credit ? unapplied.add(amount) : unapplied.subtract(amount);
            booked.add(kept(text(link, "TxnType"), text(link, "TxnId"), amount));
        }
        if (unapplied.signum() < 0) {
            throw QuickBooksFault.business("The amount applied is more than the amount of the payment.");
        }
        payment.set("Line", booked);
        payment.put("UnappliedAmt", unapplied);
        return events;
    }

    /** Applies so much of what the payment leaves to one more invoice. */
    static List<Event> add(Company company, ObjectNode payment, String invoiceId, BigDecimal amount) {
        ObjectNode line = kept("Invoice", invoiceId, amount);
        Event paid = book(company, payment, line.at("/LinkedTxn/0"), amount);
        payment.withArrayProperty("Line").add(line);
        payment.put("UnappliedAmt", payment.path("UnappliedAmt").decimalValue().subtract(amount));
        company.derive("Payment", payment);
        return List.of(new Event("Payment", text(payment, "Id"), "updated"), paid);
    }

    private static ObjectNode kept(String type, String id, BigDecimal amount) {
        ObjectNode line = line(type, id, amount);
        line.set("LineEx", Rules.of("Payment", "leak").deepCopy());
        return line;
    }

    private static Event book(Company company, ObjectNode payment, JsonNode link, BigDecimal amount) {
        String type = text(link, "TxnType");
        String id = text(link, "TxnId");
        ObjectNode linked = company.find(type, id)
                .filter(found -> type.matches("Invoice|CreditMemo"))
                .filter(found -> found.at("/CustomerRef/value").equals(payment.at("/CustomerRef/value")))
                .orElseThrow(() -> new QuickBooksFault("620", "Transaction can't be linked: " + id, "Line.LinkedTxn"));
        BigDecimal open = linked.path("Balance").decimalValue();
        if (amount.compareTo(open) > 0 || amount.signum() <= 0) {
            throw QuickBooksFault.business(
                    "You can't apply more than the open balance of " + open.toPlainString() + ".");
        }
        linked.withArrayProperty("LinkedTxn")
                .addObject()
                .put("TxnId", text(payment, "Id"))
                .put("TxnType", "Payment");
        return balance(company, type, linked, open.subtract(amount));
    }

    /** Takes the lines of the payment off what they link; the payment keeps them. */
    static List<Event> release(Company company, ObjectNode payment) {
        List<Event> events = new ArrayList<>();
        for (JsonNode line : payment.path("Line")) {
            JsonNode link = line.at("/LinkedTxn/0");
            ObjectNode linked = company.get(text(link, "TxnType"), text(link, "TxnId"));
            ArrayNode others = Json.array();
            Json.stream(linked.path("LinkedTxn"))
                    .filter(each -> !text(each, "TxnId").equals(text(payment, "Id")))
                    .forEach(others::add);
            linked.set("LinkedTxn", others);
            BigDecimal open = linked.path("Balance").decimalValue();
            BigDecimal amount = line.path("Amount").decimalValue();
            events.add(balance(company, text(link, "TxnType"), linked, open.add(amount)));
        }
        return events;
    }

    /** Takes payments off an invoice, the latest first, until no more than that is applied; a joint goes as a whole. */
    static List<Event> limit(Company company, String invoiceId, BigDecimal most) {
        List<Event> events = new ArrayList<>();
        List<String> payments = Json.stream(company.get("Invoice", invoiceId).path("LinkedTxn"))
                .map(link -> text(link, "TxnId"))
                .distinct()
                .collect(Collectors.toCollection(ArrayList::new));
        Collections.reverse(payments);
        for (String id : payments) {
            ObjectNode invoice = company.get("Invoice", invoiceId);
            BigDecimal excess = applied(invoice).subtract(most);
            if (excess.signum() > 0) {
                events.addAll(loosen(company, company.get("Payment", id), invoiceId, excess));
            }
        }
        events.remove(new Event("Invoice", invoiceId, "updated"));
        return events;
    }

    private static List<Event> loosen(Company company, ObjectNode payment, String invoiceId, BigDecimal by) {
        String id = text(payment, "Id");
        List<Event> events = release(company, payment);
        if (payment.path("TotalAmt").decimalValue().signum() == 0) {
            company.delete("Payment", payment);
            events.add(0, new Event("Payment", id, "deleted"));
            return events;
        }
        ArrayNode lines = Json.array();
        BigDecimal excess = by;
        for (JsonNode line : payment.path("Line")) {
            BigDecimal amount = line.path("Amount").decimalValue();
            boolean touched = text(line.at("/LinkedTxn/0"), "TxnId").equals(invoiceId);
            BigDecimal less = touched ? amount.min(excess) : BigDecimal.ZERO;
            excess = excess.subtract(less);
            if (less.compareTo(amount) < 0) {
                lines.add(((ObjectNode) line).put("Amount", amount.subtract(less)));
            }
        }
        apply(company, payment, lines);
        company.derive("Payment", payment);
        events.add(0, new Event("Payment", id, "updated"));
        return events;
    }

    /** How much of an invoice is paid, in whatever way. */
    static BigDecimal applied(ObjectNode invoice) {
        return invoice.path("TotalAmt")
                .decimalValue()
                .subtract(invoice.path("Balance").decimalValue());
    }

    private static Event balance(Company company, String type, ObjectNode linked, BigDecimal open) {
        linked.put("Balance", open);
        if (type.equals("CreditMemo")) {
            linked.put("RemainingCredit", open);
        } else {
            Currencies.convert(company, linked);
        }
        if (type.equals("Invoice") && Modes.otherwise(company.store(), "quickbooks", "derivedToken")) {
            company.change(type, linked);
        } else {
            company.derive(type, linked);
        }
        return new Event(type, text(linked, "Id"), "updated");
    }
}
