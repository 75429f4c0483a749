package org.wonbooks.testing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Each setting of a connection with another value than it has by itself, as it is typed where nothing is known. */
public final class EachSetting {

    private static final String SAID =
            """
            {"won": {"pipelineIds": [7, 8], "statusId": 67, "again": "new", "catchUp": "PT12H"},
             "paid": {"mode": "stage", "pipelineId": 9, "statusId": 10},
             "invoice": {"item": "Hours", "lines": "products", "createItems": true, "currencyField": "CUR",
                         "discountField": "OFF", "termsField": "TERMS", "emailField": "AP", "dateField": "DAY",
                         "termsMap": {"30 Tage": "Net 30"}, "defaultTerms": "Net 15", "taxCode": "NON",
                         "taxInclusive": true, "memo": "Danke\\nsehr", "class": "Retail", "department": "Ost",
                         "customFields": {"1": "PO"}, "onlinePayment": "bank", "send": false, "maxAmount": 5000.5,
                         "burst": 0, "updateUnsent": true},
             "customer": {"billTo": "contact", "nameClash": "hold"},
             "fields": {"invoiceId": "A", "invoiceNumber": "B", "invoiceUrl": "C", "paymentDate": "D", "paid": "E",
                        "paidAmount": "F"}}
            """;

    private static final Map<String, List<String>> TYPED = new LinkedHashMap<>();

    static {
        put("won.pipelineIds", "8", "7");
        put("won.statusId", "67");
        put("won.again", "new");
        put("won.catchUp", "12", "hours");
        put("invoice.item", "Hours");
        put("invoice.lines", "products");
        put("invoice.createItems", "true");
        put("invoice.discountField", "OFF");
        put("invoice.currencyField", "CUR");
        put("invoice.dateField", "DAY");
        put("invoice.termsField", "TERMS");
        put("invoice.termsMap", "30 Tage", "Net 30");
        put("invoice.defaultTerms", "Net 15");
        put("invoice.taxCode", "NON");
        put("invoice.taxInclusive", "true");
        put("invoice.class", "Retail");
        put("invoice.department", "Ost");
        put("invoice.customFields", "1", "PO");
        put("invoice.memo", "Danke\nsehr");
        put("invoice.send", "false");
        put("invoice.emailField", "AP");
        put("invoice.onlinePayment", "bank");
        put("invoice.maxAmount", "5000.50");
        put("invoice.burst", "0");
        put("invoice.updateUnsent", "true");
        put("customer.billTo", "contact");
        put("customer.nameClash", "hold");
        put("paid.mode", "stage");
        put("paid.pipelineId", "9");
        put("paid.statusId", "10");
        put("fields.invoiceId", "A");
        put("fields.invoiceNumber", "B");
        put("fields.invoiceUrl", "C");
        put("fields.paymentDate", "D");
        put("fields.paid", "E");
        put("fields.paidAmount", "F");
    }

    private EachSetting() {}

    private static void put(String setting, String... values) {
        TYPED.put(setting, List.of(values));
    }

    /** What is typed or chosen, by the setting's name, in the order of the form; of a box whether it is ticked. */
    public static Map<String, List<String>> typed() {
        return Collections.unmodifiableMap(TYPED);
    }

    /** What the API says of them then, in its order. */
    public static String said() {
        try {
            return new ObjectMapper().readTree(SAID).toString();
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
