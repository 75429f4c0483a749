package org.wonbooks.sandbox.quickbooks;

import static org.wonbooks.sandbox.Json.text;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Set;
import org.wonbooks.sandbox.Json;

/** The rules of invoices. */
final class Invoices {

    private Invoices() {}

    static ObjectNode create(Company company, JsonNode request, boolean allowDuplicateNumber) {
        ObjectNode body = Rules.body("Invoice", request, "CustomerRef", "Line");
        Rules.lengths("Invoice", body);
        ObjectNode customer = company.referred("Customer", body, "CustomerRef");
        ObjectNode invoice = Rules.defaults("Invoice");
        invoice.setAll(body);
        number(company, invoice, allowDuplicateNumber);
        BigDecimal total = lines(company, invoice);
        dates(company, invoice);
        if (invoice.has("BillEmail")) {
            Rules.email(invoice.at("/BillEmail/Address").asText());
        } else if (text(invoice, "EmailStatus").equals("NeedToSend")) {
            throw QuickBooksFault.business("An email address is needed to send this transaction");
        }
        invoice.setAll((ObjectNode) Rules.of("Invoice", "fixed").deepCopy());
        invoice.put("TotalAmt", total).put("Balance", total);
        company.add("Invoice", invoice);
        company.owe(text(customer, "Id"), total);
        return invoice;
    }

    /** Sends it to the address, or to the one on the invoice. */
    static ObjectNode send(Company company, String id, String sendTo) {
        ObjectNode invoice = company.get("Invoice", id);
        String address = sendTo == null ? invoice.at("/BillEmail/Address").asText() : sendTo;
        if (address.isEmpty()) {
            throw QuickBooksFault.business("No email address was supplied");
        }
        Rules.email(address);
        invoice.putObject("BillEmail").put("Address", address);
        invoice.put("EmailStatus", "EmailSent");
        invoice.putObject("DeliveryInfo")
                .put("DeliveryType", "Email")
                .put("DeliveryTime", Company.time(company.clock().instant(), false));
        company.email(id);
        return company.change("Invoice", invoice);
    }

    /** Adds the payment link, when the company takes payments online and the invoice allows it. */
    static void withLink(Company company, ObjectNode invoice) {
        boolean online = invoice.path("AllowOnlineCreditCardPayment").asBoolean()
                || invoice.path("AllowOnlineACHPayment").asBoolean();
        if (online
                && invoice.has("BillEmail")
                && company.profile().path("payments").asBoolean()) {
            String id = text(invoice, "Id");
            invoice.put("InvoiceLink", "https://connect.intuit.example/portal/invoice/" + company.realmId() + "-" + id);
        }
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

    private static BigDecimal lines(Company company, ObjectNode invoice) {
        BigDecimal total = BigDecimal.ZERO.setScale(2);
        ArrayNode lines = Json.array();
        for (JsonNode sent : invoice.path("Line")) {
            String type = text(sent, "DetailType");
            if (type.equals("SubTotalLineDetail")) {
                continue;
            }
            Rules.lengths("Line", sent);
            ObjectNode line = lines.addObject();
            line.put("Id", String.valueOf(lines.size())).put("LineNum", lines.size());
            line.setAll((ObjectNode) sent.deepCopy());
            switch (type) {
                case "SalesItemLineDetail" -> total = total.add(sale(company, line));
                case "DiscountLineDetail" -> total = total.subtract(amount(line));
                case "DescriptionOnly" -> line.remove("Amount");
                default -> throw QuickBooksFault.missing("DetailType");
            }
        }
        if (total.signum() < 0) {
            throw QuickBooksFault.business("Transaction amount must be 0 or greater.");
        }
        ObjectNode subtotal = lines.addObject().put("Amount", total).put("DetailType", "SubTotalLineDetail");
        subtotal.putObject("SubTotalLineDetail");
        invoice.set("Line", lines);
        return total;
    }

    private static BigDecimal sale(Company company, ObjectNode line) {
        BigDecimal amount = amount(line);
        ObjectNode detail = line.withObjectProperty("SalesItemLineDetail");
        if (detail.has("Qty") && detail.has("UnitPrice")) {
            BigDecimal product = Rules.number(detail, "Qty").multiply(Rules.number(detail, "UnitPrice"));
            if (product.setScale(2, RoundingMode.HALF_UP).compareTo(amount) != 0) {
                throw new QuickBooksFault(
                        "6070",
                        "Amount is not equal to UnitPrice * Qty. Supplied value:" + amount.toPlainString(),
                        "Line.Amount");
            }
        }
        if (!detail.has("ItemRef")) {
            detail.putObject("ItemRef").put("value", "1");
        }
        ObjectNode item = company.referred("Item", detail, "ItemRef");
        String taxCode = detail.at("/TaxCodeRef/value").asText("NON");
        if (!Set.of("TAX", "NON").contains(taxCode)) {
            throw new QuickBooksFault("6100", "Invalid line tax code: " + taxCode, "Line.TaxCodeRef");
        }
        detail.putObject("TaxCodeRef").put("value", taxCode);
        detail.set("ItemAccountRef", item.get("IncomeAccountRef"));
        return amount;
    }

    private static BigDecimal amount(ObjectNode line) {
        BigDecimal amount = Rules.number(line, "Amount").setScale(2, RoundingMode.HALF_UP);
        line.put("Amount", amount);
        return amount;
    }

    private static void dates(Company company, ObjectNode invoice) {
        try {
            LocalDate date = invoice.has("TxnDate") ? LocalDate.parse(text(invoice, "TxnDate")) : company.today();
            if (!invoice.has("SalesTermRef")) {
                invoice.set("SalesTermRef", company.get("Preferences", "1").at("/SalesFormsPrefs/DefaultTerms"));
            }
            ObjectNode term = company.referred("Term", invoice, "SalesTermRef");
            LocalDate due = invoice.has("DueDate")
                    ? LocalDate.parse(text(invoice, "DueDate"))
                    : date.plusDays(term.path("DueDays").asLong());
            invoice.put("TxnDate", date.toString()).put("DueDate", due.toString());
        } catch (DateTimeParseException e) {
            throw new QuickBooksFault("2030", "Invalid date. Supplied value:" + e.getParsedString(), "TxnDate");
        }
    }
}
