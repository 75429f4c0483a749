package org.wonbooks.sandbox.quickbooks;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.NoSuchElementException;
import org.springframework.context.annotation.Profile;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.wonbooks.sandbox.Json;

/** What a person does in QuickBooks. */
@RestController
@Profile("sandbox")
@RequestMapping("/sandbox/quickbooks")
class QuickBooksActions {

    private final Books books;
    private final Grants grants;
    private final Events events;

    QuickBooksActions(Books books, Grants grants, Events events) {
        this.books = books;
        this.grants = grants;
        this.events = events;
    }

    /** Pays the invoice, wholly unless an amount is given; answers the payment. */
    @PostMapping("/invoices/{id}/pay")
    ResponseEntity<byte[]> pay(@PathVariable String id, @RequestParam(required = false) BigDecimal amount) {
        Company company = books.holder("Invoice", id).orElseThrow();
        ObjectNode invoice = company.get("Invoice", id);
        BigDecimal paid = amount == null ? invoice.path("Balance").decimalValue() : amount;
        ObjectNode payment = Json.object().put("TotalAmt", paid);
        payment.set("CustomerRef", invoice.get("CustomerRef"));
        ObjectNode line = payment.putArray("Line").addObject().put("Amount", paid);
        line.putArray("LinkedTxn").addObject().put("TxnId", id).put("TxnType", "Invoice");
        ObjectNode created = Payments.create(company, payment);
        events.send(company, Payments.events(created));
        return Json.answer(200, created);
    }

    /** A refresh token, as a user's consent would give one. */
    @PostMapping("/realms/{realmId}/refresh-token")
    ResponseEntity<byte[]> refreshToken(@PathVariable String realmId) {
        books.company(realmId).orElseThrow();
        return Json.answer(
                200, Json.object().set("refreshToken", grants.grant(realmId).get("refreshToken")));
    }

    @ExceptionHandler(NoSuchElementException.class)
    ResponseEntity<byte[]> notFound() {
        return problem(404, "Not found", "QuickBooks has nothing of that id.");
    }

    @ExceptionHandler(QuickBooksFault.class)
    ResponseEntity<byte[]> refused(QuickBooksFault fault) {
        return problem(400, "Refused", fault.getMessage());
    }

    private static ResponseEntity<byte[]> problem(int status, String title, String detail) {
        ObjectNode problem =
                Json.object().put("title", title).put("status", status).put("detail", detail);
        return Json.answer(status, MediaType.APPLICATION_PROBLEM_JSON, Json.text(problem));
    }
}
