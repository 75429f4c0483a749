package org.wonbooks.sandbox.quickbooks;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import org.springframework.context.annotation.Profile;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.wonbooks.sandbox.Json;

/** What a person does in QuickBooks. */
@RestController
@Profile("sandbox")
record QuickBooksActions(QuickBooks quickbooks, Events events) {

    /** Pays the invoice, wholly unless an amount is given; answers the payment. */
    @PostMapping("/sandbox/quickbooks/invoices/{id}/pay")
    ResponseEntity<byte[]> pay(@PathVariable String id, @RequestParam(required = false) BigDecimal amount) {
        Company company = quickbooks.holder("Invoice", id).orElseThrow();
        ObjectNode invoice = company.get("Invoice", id);
        BigDecimal paid = amount == null ? invoice.path("Balance").decimalValue() : amount;
        ObjectNode payment = Json.object().put("TotalAmt", paid);
        payment.set("CustomerRef", invoice.get("CustomerRef"));
        ObjectNode line = payment.putArray("Line").addObject().put("Amount", paid);
        line.putArray("LinkedTxn").addObject().put("TxnId", id).put("TxnType", "Invoice");
        try {
            ObjectNode created = Payments.create(company, payment);
            events.changed(company, "Payment", created, "created");
            return Json.answer(200, created);
        } catch (QuickBooksFault refused) {
            throw new IllegalArgumentException(refused.getMessage(), refused);
        }
    }
}
