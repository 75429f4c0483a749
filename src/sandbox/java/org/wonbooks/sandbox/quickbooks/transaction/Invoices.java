package org.wonbooks.sandbox.quickbooks.transaction;

import static org.wonbooks.sandbox.store.Json.text;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.List;
import org.wonbooks.sandbox.quickbooks.company.Company;
import org.wonbooks.sandbox.quickbooks.company.Events.Event;
import org.wonbooks.sandbox.quickbooks.company.Outcome;
import org.wonbooks.sandbox.quickbooks.company.QuickBooksFault;
import org.wonbooks.sandbox.quickbooks.company.Rules;
import org.wonbooks.sandbox.quickbooks.setup.Currencies;
import org.wonbooks.sandbox.quickbooks.setup.Terms;
import org.wonbooks.sandbox.store.Modes;

/** The rules of invoices. */
public final class Invoices {

    private static final List<String> DELIVERY_ERRORS =
            List.of("Missing Info", "Undeliverable", "Delivery Server Down", "Bounced Email");

    private Invoices() {}

    public static Outcome create(Company company, JsonNode request, boolean allowDuplicateNumber) {
        ObjectNode body = Rules.body("Invoice", request, "CustomerRef", "Line");
        ObjectNode invoice = Rules.defaults("Invoice");
        invoice.setAll(body);
        invoice.setAll((ObjectNode) Rules.of("Invoice", "fixed").deepCopy());
        BigDecimal total = settle(company, invoice, body, allowDuplicateNumber);
        addresses(company, invoice);
        invoice.put("TotalAmt", total).put("Balance", total);
        Currencies.convert(company, invoice);
        company.add("Invoice", invoice);
        List<Event> applied = OpenCredits.appliedByItself(company) ? OpenCredits.apply(company, invoice) : List.of();
        return Outcome.of("Invoice", company.get("Invoice", text(invoice, "Id")), "created", applied);
    }

    /** Those that are not sent are the customer's. */
    private static void addresses(Company company, ObjectNode invoice) {
        ObjectNode customer =
                company.get("Customer", invoice.at("/CustomerRef/value").asText());
        for (String address : List.of("BillAddr", "ShipAddr")) {
            if (!invoice.has(address) && customer.path(address).isObject()) {
                invoice.set(address, customer.get(address).deepCopy());
            }
        }
    }

    /** Sparse: only what is sent changes, the lines as a whole. What is paid beyond a smaller total is taken off. */
    public static Outcome update(Company company, JsonNode request, boolean allowDuplicateNumber) {
        boolean sparse = request.path("sparse").asBoolean();
        ObjectNode body = Rules.body("Invoice", request, sparse ? new String[0] : new String[] {"CustomerRef", "Line"});
        ObjectNode invoice = company.current("Invoice", body);
        Voids.refuse(invoice);
        refuseClosed(company, invoice);
        disown(company, invoice);
        JsonNode customer = invoice.at("/CustomerRef/value");
        JsonNode number = invoice.path("DocNumber");
        Rules.write("Invoice", body, invoice);
        if (!invoice.has("DocNumber") && number.isTextual()) {
            invoice.set("DocNumber", number);
        }
        BigDecimal total = settle(company, invoice, body, allowDuplicateNumber);
        if (!invoice.at("/CustomerRef/value").equals(customer)
                && Links.applied(invoice).signum() > 0) {
            throw QuickBooksFault.business("The customer of a paid invoice can't be changed.");
        }
        List<Event> loosened = Links.limit(company, text(invoice, "Id"), total);
        ObjectNode kept = company.get("Invoice", text(invoice, "Id"));
        invoice.set("LinkedTxn", kept.get("LinkedTxn"));
        invoice.put("TotalAmt", total).put("Balance", total.subtract(Links.applied(kept)));
        Currencies.convert(company, invoice);
        return Outcome.of("Invoice", company.change("Invoice", invoice), "updated", loosened);
    }

    /** It stays, of no amount; what paid it is free for something else. */
    public static Outcome annul(Company company, JsonNode request) {
        ObjectNode invoice = company.current("Invoice", Rules.body("Invoice", request));
        Voids.refuse(invoice);
        List<Event> loosened = Links.limit(company, text(invoice, "Id"), BigDecimal.ZERO);
        disown(company, invoice);
        invoice.putArray("LinkedTxn");
        Voids.mark(company, invoice.put("Balance", 0));
        invoice.putObject("TxnTaxDetail").put("TotalTax", 0);
        InvoiceLines.clear(invoice);
        Currencies.convert(company, invoice);
        return Outcome.of("Invoice", company.change("Invoice", invoice), "void", loosened);
    }

    public static Outcome delete(Company company, JsonNode request) {
        ObjectNode invoice = company.current("Invoice", Rules.body("Invoice", request));
        List<Event> loosened = Links.limit(company, text(invoice, "Id"), BigDecimal.ZERO);
        disown(company, invoice);
        return Outcome.of("Invoice", company.delete("Invoice", invoice), "deleted", loosened);
    }

    /** Sends it to the address, or to the one on the invoice. */
    public static Outcome send(Company company, String id, String sendTo) {
        ObjectNode invoice = company.get("Invoice", id);
        String address = sendTo == null ? invoice.at("/BillEmail/Address").asText() : sendTo;
        if (address.isEmpty()) {
            throw QuickBooksFault.business("No email address was supplied");
        }
        Rules.email(address);
        if (Modes.of(company.store(), "quickbooks", "sending").equals("left")) {
            return Outcome.of("Invoice", invoice, "updated", List.of());
        }
        invoice.putObject("BillEmail").put("Address", address);
        invoice.put("EmailStatus", "EmailSent");
        if (!Modes.otherwise(company.store(), "quickbooks", "delivery")) {
            invoice.putObject("DeliveryInfo")
                    .put("DeliveryType", "Email")
                    .put("DeliveryTime", Company.time(company.clock().instant(), false));
        }
        company.email(id);
        List<Event> updated = List.of(new Event("Invoice", id, "updated"));
        return Outcome.of("Invoice", company.change("Invoice", invoice), "emailed", updated);
    }

    /** What is open is less: by a deposit that the invoice names, or by a journal entry. */
    static Outcome lower(Company company, ObjectNode invoice, BigDecimal amount, String by) {
        BigDecimal open = invoice.path("Balance").decimalValue();
        if (amount.signum() <= 0 || amount.compareTo(open) > 0) {
            throw QuickBooksFault.business("You can't apply more than the open balance.");
        }
        if (by.equals("Deposit")) {
            invoice.put("Deposit", amount);
        } else {
            invoice.withArrayProperty("LinkedTxn")
                    .addObject()
                    .put("TxnId", String.valueOf(company.store().next("quickbooks")))
                    .put("TxnType", by);
        }
        company.owe(invoice.at("/CustomerRef/value").asText(), amount.negate());
        invoice.put("Balance", open.subtract(amount));
        Currencies.convert(company, invoice);
        return Outcome.of("Invoice", company.derive("Invoice", invoice), "updated", List.of());
    }

    /** The latest e-mail comes back. */
    static Outcome returned(Company company, String id, String error) {
        ObjectNode invoice = company.get("Invoice", id);
        if (!invoice.has("DeliveryInfo")) {
            throw QuickBooksFault.business("The invoice was never e-mailed.");
        }
        if (!DELIVERY_ERRORS.contains(error)) {
            throw QuickBooksFault.business("There is no such delivery error: " + error);
        }
        ((ObjectNode) invoice.get("DeliveryInfo")).put("DeliveryErrorType", error);
        return Outcome.of("Invoice", company.derive("Invoice", invoice), "updated", List.of());
    }

    /** Adds the payment link, when the company takes payments online and the invoice allows it. */
    public static void withLink(Company company, ObjectNode invoice) {
        boolean online = invoice.path("AllowOnlineCreditCardPayment").asBoolean()
                || invoice.path("AllowOnlineACHPayment").asBoolean();
        if (online
                && invoice.has("BillEmail")
                && company.profile().path("payments").asBoolean()) {
            String id = text(invoice, "Id");
            invoice.put("InvoiceLink", "https://connect.intuit.example/portal/invoice/" + company.realmId() + "-" + id);
        }
    }

    /** Holds it to the rules, and its customer to its total. */
    private static BigDecimal settle(Company company, ObjectNode invoice, JsonNode body, boolean allowDuplicateNumber) {
        Rules.lengths("Invoice", invoice);
        ObjectNode customer = company.referred("Customer", invoice, "CustomerRef");
        Currencies.settleTransaction(company, invoice, customer, true);
        InvoiceFields.settle(company, invoice, body);
        number(company, invoice, allowDuplicateNumber);
        BigDecimal total = InvoiceLines.settle(company, invoice, body);
        dates(company, invoice);
        refuseClosed(company, invoice);
        if (invoice.has("BillEmail")) {
            Rules.email(invoice.at("/BillEmail/Address").asText());
        } else if (text(invoice, "EmailStatus").equals("NeedToSend")) {
            throw QuickBooksFault.business("An email address is needed to send this transaction");
        }
        for (String copies : List.of("BillEmailCc", "BillEmailBcc")) {
            if (invoice.has(copies)) {
                Rules.email(invoice.path(copies).path("Address").asText());
            }
        }
        company.owe(text(customer, "Id"), total);
        return total;
    }

    private static void disown(Company company, ObjectNode invoice) {
        company.owe(
                invoice.at("/CustomerRef/value").asText(),
                invoice.path("TotalAmt").decimalValue().negate());
    }

    /** Custom numbers stay as sent, or empty; otherwise the company counts, unless a number was sent. */
    private static void number(Company company, ObjectNode invoice, boolean allowDuplicate) {
        JsonNode preferences = company.get("Preferences", "1").path("SalesFormsPrefs");
        String sent = text(invoice, "DocNumber");
        boolean custom = preferences.path("CustomTxnNumbers").asBoolean();
        if (sent.equals("AUTO_GENERATE") || sent.isEmpty() && !custom) {
            invoice.put("DocNumber", String.valueOf(company.count("docNumber")));
        } else if (!sent.isEmpty() && !allowDuplicate) {
            boolean taken = company.all("Invoice").stream()
                    .filter(other -> !text(other, "Id").equals(text(invoice, "Id")))
                    .anyMatch(other -> text(other, "DocNumber").equals(sent));
            if (taken) {
                throw new QuickBooksFault(
                        "6140",
                        "Duplicate Document Number Error : You must specify a different number. This number has already"
                                + " been used. DocNumber=" + sent,
                        null);
            }
        }
    }

    private static void dates(Company company, ObjectNode invoice) {
        try {
            LocalDate date = invoice.has("TxnDate") ? LocalDate.parse(text(invoice, "TxnDate")) : company.today();
            JsonNode usual = company.get("Preferences", "1").at("/SalesFormsPrefs/DefaultTerms");
            if (!invoice.has("SalesTermRef") && usual.isObject()) {
                invoice.set("SalesTermRef", usual);
            }
            LocalDate due = invoice.has("SalesTermRef")
                    ? Terms.due(company.referred("Term", invoice, "SalesTermRef"), date)
                    : date;
            if (invoice.has("DueDate")) {
                due = LocalDate.parse(text(invoice, "DueDate"));
            }
            invoice.put("TxnDate", date.toString()).put("DueDate", due.toString());
        } catch (DateTimeParseException e) {
            throw new QuickBooksFault("2030", "Invalid date. Supplied value:" + e.getParsedString(), "TxnDate");
        }
    }

    /** The books can be closed up to a day. */
    private static void refuseClosed(Company company, ObjectNode invoice) {
        JsonNode closed = company.get("Preferences", "1").at("/AccountingInfoPrefs/BookCloseDate");
        if (closed.isTextual() && text(invoice, "TxnDate").compareTo(closed.asText()) <= 0) {
            throw new QuickBooksFault(
                    "6200", "Account Period Closed : The books are closed up to " + closed.asText() + ".", "TxnDate");
        }
    }
}
