package org.wonbooks.sandbox.quickbooks.transaction;

import static org.wonbooks.sandbox.store.Json.text;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.function.BiFunction;
import org.springframework.context.annotation.Profile;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.wonbooks.sandbox.quickbooks.company.Companies;
import org.wonbooks.sandbox.quickbooks.company.Company;
import org.wonbooks.sandbox.quickbooks.company.Events;
import org.wonbooks.sandbox.quickbooks.company.Outcome;
import org.wonbooks.sandbox.quickbooks.company.Rules;
import org.wonbooks.sandbox.store.Json;

/** What a person does in QuickBooks. All answer the id of what was done, paying an invoice the whole payment. */
@RestController
@Profile("sandbox")
@RequestMapping("/sandbox/quickbooks")
record TransactionActions(Companies companies, Events events) {

    /** Pays the invoice, wholly unless an amount is given. */
    @PostMapping("/invoices/{id}/pay")
    ResponseEntity<byte[]> pay(@PathVariable String id, @RequestParam(required = false) BigDecimal amount) {
        return Json.answer(200, act("Invoice", id, (company, invoice) -> {
            ObjectNode asked = Json.object();
            asked.putObject("lines").put(id, amount == null ? open(invoice) : amount);
            return Payments.create(company, payment(asked, invoice));
        }));
    }

    /** Makes a credit memo, of the invoice's open amount unless one is given, and joins the two. */
    @PostMapping("/invoices/{id}/credit")
    ResponseEntity<byte[]> credit(@PathVariable String id, @RequestParam(required = false) BigDecimal amount) {
        return id(act(
                "Invoice",
                id,
                (company, invoice) -> CreditMemos.create(company, invoice, amount == null ? open(invoice) : amount)));
    }

    /**
     * Takes money of a customer for no invoice yet, or credits them: {@code pay} or {@code credit}.
     *
     * @param date the day of it, today unless given
     */
    @PostMapping("/customers/{id}/{action:pay|credit}")
    ResponseEntity<byte[]> credit(
            @PathVariable String id,
            @PathVariable String action,
            @RequestParam BigDecimal amount,
            @RequestParam(required = false) LocalDate date) {
        return id(act("Customer", id, (company, customer) -> {
            ObjectNode named = Json.copy(customer, "CurrencyRef");
            named.putObject("CustomerRef").put("value", id).set("name", customer.get("DisplayName"));
            LocalDate day = date == null ? company.today() : date;
            if (action.equals("credit")) {
                return CreditMemos.open(company, named, amount, day);
            }
            return Payments.create(company, named.put("TotalAmt", amount).put("TxnDate", day.toString()));
        }));
    }

    /**
     * Lowers what is open on the invoice, without a payment.
     *
     * @param by {@code Deposit}: paid in advance, as the invoice says; {@code JournalEntry}: written off
     */
    @PostMapping("/invoices/{id}/lower")
    ResponseEntity<byte[]> lower(@PathVariable String id, @RequestParam BigDecimal amount, @RequestParam String by) {
        return id(act("Invoice", id, (company, invoice) -> Invoices.lower(company, invoice, amount, by)));
    }

    /**
     * Gives the invoice's first line another {@code amount}, or the invoice another {@code customer} or {@code number}.
     */
    @PostMapping("/invoices/{id}")
    ResponseEntity<byte[]> editInvoice(@PathVariable String id, @RequestBody byte[] change) {
        JsonNode asked = Json.read(change);
        BigDecimal amount = asked.has("customer") || asked.has("number") ? null : Rules.number(asked, "amount");
        return id(act("Invoice", id, (company, invoice) -> {
            ObjectNode body = named(invoice);
            if (asked.has("number")) {
                return Invoices.update(company, body.put("DocNumber", text(asked, "number")), false);
            }
            if (amount == null) {
                body.putObject("CustomerRef").set("value", asked.get("customer"));
                return Invoices.update(company, body.put("sparse", true), false);
            }
            ArrayNode lines = body.putArray("Line").addAll((ArrayNode) invoice.get("Line"));
            ObjectNode line = ((ObjectNode) lines.get(0)).put("Amount", amount);
            line.withObjectProperty("SalesItemLineDetail").put("Qty", 1).put("UnitPrice", amount);
            return Invoices.update(company, body, false);
        }));
    }

    /**
     * @param action {@code void, delete, send}; {@code return}: the e-mail comes back; or {@code misname}
     * @param error why it came back
     */
    @PostMapping("/invoices/{id}/{action}")
    ResponseEntity<byte[]> invoice(
            @PathVariable String id,
            @PathVariable String action,
            @RequestParam(defaultValue = "Undeliverable") String error) {
        return id(act("Invoice", id, (company, invoice) -> switch (action) {
            case "void" -> Invoices.annul(company, named(invoice));
            case "delete" -> Invoices.delete(company, named(invoice));
            case "send" -> Invoices.send(company, id, null);
            case "return" -> Invoices.returned(company, id, error);
            case "misname" -> misnamed(company, "Invoice", invoice);
            default -> throw new NoSuchElementException(action);
        }));
    }

    /**
     * Takes a payment of one customer.
     *
     * @param body {@code {"lines": {"<invoice's id>": amount}, "total": amount}}; the total is the sum of the lines
     *     unless it is given, and what the lines leave of it is not applied
     */
    @PostMapping("/payments")
    ResponseEntity<byte[]> takePayment(@RequestBody byte[] body) {
        JsonNode asked = Json.read(body);
        String invoice = asked.path("lines").fieldNames().next();
        return id(act("Invoice", invoice, (company, first) -> Payments.create(company, payment(asked, first))));
    }

    /** Makes the payment one of these lines and this total; the total stays, unless the lines are more. */
    @PostMapping("/payments/{id}")
    ResponseEntity<byte[]> editPayment(@PathVariable String id, @RequestBody byte[] body) {
        JsonNode asked = Json.read(body);
        return id(act("Payment", id, (company, payment) -> {
            ObjectNode edited = payment(asked, payment);
            BigDecimal total = payment.path("TotalAmt").decimalValue();
            if (!asked.has("total") && total.compareTo(edited.path("TotalAmt").decimalValue()) > 0) {
                edited.put("TotalAmt", total);
            }
            return Payments.update(company, edited.setAll(named(payment)));
        }));
    }

    /** @param action {@code void, delete, send} or {@code misname} */
    @PostMapping("/payments/{id}/{action}")
    ResponseEntity<byte[]> payment(@PathVariable String id, @PathVariable String action) {
        return id(act("Payment", id, (company, payment) -> switch (action) {
            case "void" -> Payments.annul(company, named(payment));
            case "delete" -> Payments.delete(company, named(payment));
            case "send" -> Outcome.of("Payment", payment, "emailed", List.of());
            case "misname" -> misnamed(company, "Payment", payment);
            default -> throw new NoSuchElementException(action);
        }));
    }

    /** @see RefundReceipts#create */
    @PostMapping("/refundreceipts")
    ResponseEntity<byte[]> refund(@RequestBody byte[] body) {
        JsonNode asked = Json.read(body);
        return id(act("Customer", text(asked, "customer"), (company, any) -> RefundReceipts.create(company, asked)));
    }

    /** Changes what is given of it. */
    @PostMapping("/refundreceipts/{id}")
    ResponseEntity<byte[]> editRefund(@PathVariable String id, @RequestBody byte[] body) {
        JsonNode asked = Json.read(body);
        return id(act("RefundReceipt", id, (company, receipt) -> RefundReceipts.change(company, receipt, asked)));
    }

    /** @param action {@code void, delete} or {@code misname} */
    @PostMapping("/refundreceipts/{id}/{action}")
    ResponseEntity<byte[]> refund(@PathVariable String id, @PathVariable String action) {
        return id(act("RefundReceipt", id, (company, receipt) -> switch (action) {
            case "void" -> RefundReceipts.annul(company, receipt);
            case "delete" ->
                Outcome.of("RefundReceipt", company.delete("RefundReceipt", receipt), "deleted", List.of());
            case "misname" -> misnamed(company, "RefundReceipt", receipt);
            default -> throw new NoSuchElementException(action);
        }));
    }

    /** The next change data call it deleted, though it is there. */
    private static Outcome misnamed(Company company, String entity, ObjectNode object) {
        company.misname(entity, object);
        return Outcome.of(entity, object, "updated", List.of());
    }

    private ObjectNode act(String entity, String id, BiFunction<Company, ObjectNode, Outcome> action) {
        Company company = companies.holder(entity, id).orElseThrow();
        return events.act(company, () -> action.apply(company, company.get(entity, id)));
    }

    /** The body of a payment with the lines and the total that are asked for, of the same customer as the holder. */
    private static ObjectNode payment(JsonNode asked, ObjectNode holder) {
        ObjectNode body = Json.object();
        ArrayNode lines = body.putArray("Line");
        BigDecimal sum = BigDecimal.ZERO;
        for (Map.Entry<String, JsonNode> line : asked.path("lines").properties()) {
            BigDecimal amount = line.getValue().decimalValue();
            lines.add(Links.line("Invoice", line.getKey(), amount));
            sum = sum.add(amount);
        }
        body.set("CustomerRef", holder.get("CustomerRef"));
        return body.put("TotalAmt", asked.has("total") ? Rules.number(asked, "total") : sum);
    }

    /** What a body needs to change just that state of the object. */
    private static ObjectNode named(ObjectNode object) {
        return Json.copy(object, "Id SyncToken").put("sparse", true);
    }

    private static BigDecimal open(ObjectNode invoice) {
        return invoice.path("Balance").decimalValue();
    }

    private static ResponseEntity<byte[]> id(ObjectNode object) {
        return Json.answer(200, Json.copy(object, "id=Id"));
    }
}
