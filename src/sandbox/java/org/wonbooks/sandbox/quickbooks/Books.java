package org.wonbooks.sandbox.quickbooks;

import static org.wonbooks.sandbox.store.Json.text;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.wonbooks.sandbox.quickbooks.company.Company;
import org.wonbooks.sandbox.quickbooks.transaction.Voids;
import org.wonbooks.sandbox.store.Json;

/** The books of a company as the sandbox's page and tests see them. */
final class Books {

    private Books() {}

    /**
     * {@code {realmId, companyName, reads, invoices, customers, payments, creditMemos, refundReceipts, deleted
     * [{entity, id}]}}; reads are those that Intuit meters.
     */
    static ObjectNode shown(Company company) {
        ObjectNode realm = Json.copy(company.profile(), "realmId companyName reads");
        ArrayNode invoices = realm.putArray("invoices");
        company.all("Invoice").forEach(invoice -> invoices.add(invoice(company, invoice)));
        ArrayNode customers = realm.putArray("customers");
        String customer =
                "id=Id name=DisplayName email=PrimaryEmailAddr/Address active=Active balance=Balance notes=Notes";
        company.all("Customer").forEach(each -> customers.add(Json.copy(each, customer)));
        ArrayNode payments = realm.putArray("payments");
        company.all("Payment").forEach(payment -> payments.add(payment(payment)));
        ArrayNode memos = realm.putArray("creditMemos");
        String memo = "id=Id customer=CustomerRef/name total=TotalAmt balance=Balance";
        company.all("CreditMemo").forEach(each -> memos.add(Json.copy(each, memo)));
        ArrayNode refunds = realm.putArray("refundReceipts");
        String refund = "id=Id docNumber=DocNumber customer=CustomerRef/name total=TotalAmt note=PrivateNote";
        company.all("RefundReceipt")
                .forEach(each -> refunds.add(Json.copy(each, refund).put("voided", Voids.is(each))));
        ArrayNode deleted = realm.putArray("deleted");
        for (String entity : List.of("Invoice", "Payment", "RefundReceipt")) {
            company.deleted(entity)
                    .forEach(stub -> deleted.addObject().put("entity", entity).put("id", text(stub, "Id")));
        }
        return realm;
    }

    private static ObjectNode invoice(Company company, ObjectNode invoice) {
        String fields = "id=Id docNumber=DocNumber customer=CustomerRef/name total=TotalAmt balance=Balance"
                + " emailStatus=EmailStatus deliveryError=DeliveryInfo/DeliveryErrorType privateNote=PrivateNote";
        return Json.copy(invoice, fields)
                .put("voided", Voids.is(invoice))
                .put("emails", company.emails(text(invoice, "Id")));
    }

    private static ObjectNode payment(ObjectNode payment) {
        ObjectNode shown = Json.copy(
                payment, "id=Id date=TxnDate customer=CustomerRef/name total=TotalAmt unapplied=UnappliedAmt");
        shown.put("voided", Voids.is(payment));
        ArrayNode lines = shown.putArray("lines");
        for (JsonNode line : payment.path("Line")) {
            lines.add(Json.copy(line, "entity=LinkedTxn/0/TxnType id=LinkedTxn/0/TxnId amount=Amount"));
        }
        return shown;
    }
}
