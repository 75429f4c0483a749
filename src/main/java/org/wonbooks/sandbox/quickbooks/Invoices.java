package org.wonbooks.sandbox.quickbooks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Clock;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.Set;
import org.wonbooks.sandbox.Json;

/** The rules of invoices. */
final class Invoices {

    private static final Set<String> KNOWN = Check.words(
            """
            CustomerRef Line TxnDate DueDate SalesTermRef DocNumber PrivateNote CustomerMemo BillEmail
            BillEmailCc BillEmailBcc BillAddr ShipAddr EmailStatus PrintStatus CurrencyRef ExchangeRate
            GlobalTaxCalculation TxnTaxDetail ApplyTaxAfterDiscount AllowOnlineCreditCardPayment
            AllowOnlineACHPayment AllowOnlinePayment AllowIPNPayment CustomField DepartmentRef ClassRef
            TrackingNum sparse domain""");
    private static final Map<String, Integer> LONGEST = Check.longest(
            """
            DocNumber=21 PrivateNote=4000 CustomerMemo/value=1000 BillEmail/Address=100 BillEmailCc/Address=200
            BillEmailBcc/Address=200""");

    private Invoices() {}

    static ObjectNode create(Company company, JsonNode request, boolean allowDuplicateNumber) {
        ObjectNode body = Check.properties("Invoice", request, KNOWN);
        if (!body.has("CustomerRef")) {
            throw QuickBooksFault.missing("CustomerRef");
        }
        if (body.path("Line").isEmpty()) {
            throw QuickBooksFault.missing("Line");
        }
        Check.lengths(body, LONGEST);
        Check.currency(body);
        ObjectNode customer = company.referred("Customer", body, "CustomerRef");
        ObjectNode invoice = Json.parse(
                """
                {"AllowIPNPayment":false,"AllowOnlinePayment":false,"AllowOnlineCreditCardPayment":false,
                 "AllowOnlineACHPayment":false,"ApplyTaxAfterDiscount":false,"PrintStatus":"NeedToPrint",
                 "EmailStatus":"NotSet"}""");
        invoice.setAll(body);
        number(company, invoice, allowDuplicateNumber);
        BigDecimal total = lines(company, invoice);
        dates(company, invoice);
        emailStatus(invoice);
        invoice.putArray("LinkedTxn");
        invoice.putObject("CurrencyRef").put("value", "USD").put("name", "United States Dollar");
        invoice.putObject("TxnTaxDetail").put("TotalTax", 0);
        ((ObjectNode) invoice.get("CustomerRef"))
                .put("name", customer.path("DisplayName").asText());
        invoice.put("TotalAmt", total).put("Balance", total);
        company.add("Invoice", invoice);
        company.owe(customer.path("Id").asText(), total);
        return invoice;
    }

    /** Sends it to the address, or to the one on the invoice. */
    static ObjectNode send(Company company, String id, String sendTo, Clock clock) {
        ObjectNode invoice = company.get("Invoice", id);
        String address = sendTo == null ? invoice.at("/BillEmail/Address").asText() : sendTo;
        if (address.isEmpty()) {
            throw Check.business("No email address was supplied");
        }
        Check.email(address);
        invoice.putObject("BillEmail").put("Address", address);
        invoice.put("EmailStatus", "EmailSent");
        invoice.putObject("DeliveryInfo")
                .put("DeliveryType", "Email")
                .put("DeliveryTime", Company.time(clock.instant(), false));
        company.email(id, address);
        return company.change("Invoice", invoice);
    }

    /** Adds the payment link, when the company takes payments online and the invoice allows it. */
    static void withLink(Company company, ObjectNode invoice) {
        boolean online = invoice.path("AllowOnlineCreditCardPayment").asBoolean()
                || invoice.path("AllowOnlineACHPayment").asBoolean();
        if (online
                && invoice.has("BillEmail")
                && company.profile().path("payments").asBoolean()) {
            String id = invoice.path("Id").asText();
            invoice.put("InvoiceLink", "https://connect.intuit.example/portal/invoice/" + company.realmId() + "-" + id);
        }
    }

    /** Custom numbers stay as sent, or empty; otherwise the company counts, unless a number was sent. */
    private static void number(Company company, ObjectNode invoice, boolean allowDuplicate) {
        JsonNode preferences = company.get("Preferences", "1").path("SalesFormsPrefs");
        String sent = invoice.path("DocNumber").asText();
        boolean custom = preferences.path("CustomTxnNumbers").asBoolean();
        if (sent.equals("AUTO_GENERATE") || sent.isEmpty() && !custom) {
            invoice.put("DocNumber", String.valueOf(company.count("docNumber")));
        } else if (!sent.isEmpty() && !allowDuplicate) {
            boolean taken = company.all("Invoice").stream()
                    .anyMatch(other -> other.path("DocNumber").asText().equals(sent));
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
            String type = sent.path("DetailType").asText();
            if (type.equals("SubTotalLineDetail")) {
                continue;
            }
            Check.lengths(sent, Map.of("Description", 4000));
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
            throw Check.business("Transaction amount must be 0 or greater.");
        }
        lines.addObject()
                .put("Amount", total)
                .put("DetailType", "SubTotalLineDetail")
                .putObject("SubTotalLineDetail");
        invoice.set("Line", lines);
        return total;
    }

    private static BigDecimal sale(Company company, ObjectNode line) {
        BigDecimal amount = amount(line);
        ObjectNode detail = line.withObjectProperty("SalesItemLineDetail");
        if (detail.has("Qty") && detail.has("UnitPrice")) {
            BigDecimal product = Check.number(detail, "Qty").multiply(Check.number(detail, "UnitPrice"));
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
        ((ObjectNode) detail.get("ItemRef")).put("name", item.path("Name").asText());
        String taxCode = detail.at("/TaxCodeRef/value").asText("NON");
        if (!Set.of("TAX", "NON").contains(taxCode)) {
            throw new QuickBooksFault("6100", "Invalid line tax code: " + taxCode, "Line.TaxCodeRef");
        }
        detail.putObject("TaxCodeRef").put("value", taxCode);
        detail.set("ItemAccountRef", item.get("IncomeAccountRef"));
        return amount;
    }

    private static BigDecimal amount(ObjectNode line) {
        BigDecimal amount = Check.number(line, "Amount").setScale(2, RoundingMode.HALF_UP);
        line.put("Amount", amount);
        return amount;
    }

    private static void dates(Company company, ObjectNode invoice) {
        try {
            LocalDate date = invoice.has("TxnDate")
                    ? LocalDate.parse(invoice.path("TxnDate").asText())
                    : company.today();
            if (!invoice.has("SalesTermRef")) {
                invoice.set("SalesTermRef", company.get("Preferences", "1").at("/SalesFormsPrefs/DefaultTerms"));
            }
            ObjectNode term = company.referred("Term", invoice, "SalesTermRef");
            ((ObjectNode) invoice.get("SalesTermRef"))
                    .put("name", term.path("Name").asText());
            LocalDate due = invoice.has("DueDate")
                    ? LocalDate.parse(invoice.path("DueDate").asText())
                    : date.plusDays(term.path("DueDays").asLong());
            invoice.put("TxnDate", date.toString()).put("DueDate", due.toString());
        } catch (DateTimeParseException e) {
            throw new QuickBooksFault("2030", "Invalid date. Supplied value:" + e.getParsedString(), "TxnDate");
        }
    }

    private static void emailStatus(ObjectNode invoice) {
        if (invoice.has("BillEmail")) {
            Check.email(invoice.at("/BillEmail/Address").asText());
        } else if (invoice.path("EmailStatus").asText().equals("NeedToSend")) {
            throw Check.business("An email address is needed to send this transaction");
        }
    }
}
