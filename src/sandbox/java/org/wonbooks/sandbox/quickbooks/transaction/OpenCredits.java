package org.wonbooks.sandbox.quickbooks.transaction;

import static org.wonbooks.sandbox.store.Json.text;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.wonbooks.sandbox.quickbooks.company.Company;
import org.wonbooks.sandbox.quickbooks.company.Events.Event;

/**
 * What a customer has paid in advance or been credited, applied to a new invoice of theirs, the oldest first: so is a
 * company set up whose preference {@code AutoApplyCredit} is on.
 */
final class OpenCredits {

    private static final Comparator<ObjectNode> OLDEST = Comparator.comparing(
                    (ObjectNode credit) -> text(credit, "TxnDate"))
            .thenComparing(credit -> Long.parseLong(text(credit, "Id")));

    private OpenCredits() {}

    static boolean appliedByItself(Company company) {
        return company.get("Preferences", "1")
                .at("/SalesFormsPrefs/AutoApplyCredit")
                .asBoolean();
    }

    /** What has changed beside the invoice, which is in the books already. */
    static List<Event> apply(Company company, ObjectNode invoice) {
        String id = text(invoice, "Id");
        List<Event> events = new ArrayList<>();
        for (ObjectNode credit : open(company, invoice)) {
            BigDecimal due = company.get("Invoice", id).path("Balance").decimalValue();
            if (due.signum() > 0) {
                BigDecimal amount = due.min(left(credit));
                events.addAll(
                        credit.has("UnappliedAmt")
                                ? Links.add(company, credit, id, amount)
                                : CreditMemos.join(company, invoice, credit, amount)
                                        .events());
            }
        }
        events.removeIf(new Event("Invoice", id, "updated")::equals);
        return events;
    }

    private static List<ObjectNode> open(Company company, ObjectNode invoice) {
        return Stream.of("Payment", "CreditMemo")
                .flatMap(entity -> company.all(entity).stream())
                .filter(credit -> credit.at("/CustomerRef/value").equals(invoice.at("/CustomerRef/value")))
                .filter(credit -> left(credit).signum() > 0)
                .sorted(OLDEST)
                .toList();
    }

    private static BigDecimal left(ObjectNode credit) {
        return credit.path(credit.has("UnappliedAmt") ? "UnappliedAmt" : "Balance")
                .decimalValue();
    }
}
