package org.wonbooks.sandbox.quickbooks.transaction;

import static org.wonbooks.sandbox.store.Json.text;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import org.wonbooks.sandbox.quickbooks.company.Company;
import org.wonbooks.sandbox.quickbooks.company.Events.Event;
import org.wonbooks.sandbox.quickbooks.company.Outcome;
import org.wonbooks.sandbox.quickbooks.company.Rules;
import org.wonbooks.sandbox.quickbooks.setup.Currencies;

/** The rules of payments: money that a customer no longer owes, and the lines that say for what. */
public final class Payments {

    private Payments() {}

    public static Outcome create(Company company, JsonNode request) {
        ObjectNode body = Rules.body("Payment", request, "CustomerRef");
        ObjectNode payment = Rules.defaults("Payment");
        payment.setAll(body);
        payment.setAll((ObjectNode) Rules.of("Payment", "fixed").deepCopy());
        company.add("Payment", payment);
        List<Event> paid = settle(company, payment, body.path("Line"));
        return Outcome.of("Payment", company.derive("Payment", payment), "created", paid);
    }

    /** The lines are the whole of them: what was linked and is left out gets open again. */
    public static Outcome update(Company company, JsonNode request) {
        boolean sparse = request.path("sparse").asBoolean();
        ObjectNode body = Rules.body("Payment", request, sparse ? new String[0] : new String[] {"CustomerRef"});
        ObjectNode payment = company.current("Payment", body);
        Voids.refuse(payment);
        List<Event> touched = new ArrayList<>(free(company, payment));
        JsonNode lines = sparse && !body.has("Line") ? payment.path("Line") : body.path("Line");
        Rules.write("Payment", body, payment);
        touched.addAll(settle(company, payment, lines));
        return Outcome.of("Payment", company.change("Payment", payment), "updated", touched);
    }

    /** It stays, of no money and without lines: what it was for can't be read from it any more. */
    public static Outcome annul(Company company, JsonNode request) {
        ObjectNode payment = company.current("Payment", Rules.body("Payment", request));
        Voids.refuse(payment);
        List<Event> freed = free(company, payment);
        Voids.mark(company, payment.put("UnappliedAmt", 0));
        payment.remove("Line");
        return Outcome.of("Payment", company.change("Payment", payment), "void", freed);
    }

    public static Outcome delete(Company company, JsonNode request) {
        ObjectNode payment = company.current("Payment", Rules.body("Payment", request));
        List<Event> freed = free(company, payment);
        return Outcome.of("Payment", company.delete("Payment", payment), "deleted", freed);
    }

    private static List<Event> settle(Company company, ObjectNode payment, JsonNode lines) {
        ObjectNode customer = company.referred("Customer", payment, "CustomerRef");
        Currencies.settleTransaction(company, payment, customer, false);
        payment.put("TotalAmt", Rules.number(payment, "TotalAmt"));
        if (!payment.has("TxnDate")) {
            payment.put("TxnDate", company.today().toString());
        }
        company.owe(
                text(customer, "Id"), payment.path("TotalAmt").decimalValue().negate());
        return Links.apply(company, payment, lines);
    }

    private static List<Event> free(Company company, ObjectNode payment) {
        company.owe(
                payment.at("/CustomerRef/value").asText(),
                payment.path("TotalAmt").decimalValue());
        return Links.release(company, payment);
    }
}
