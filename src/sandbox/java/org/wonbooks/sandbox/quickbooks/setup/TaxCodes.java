package org.wonbooks.sandbox.quickbooks.setup;

import static org.wonbooks.sandbox.store.Json.text;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import org.wonbooks.sandbox.quickbooks.company.Company;
import org.wonbooks.sandbox.quickbooks.company.Rules;
import org.wonbooks.sandbox.store.Json;

/** The tax codes of companies outside the United States, each with a rate of its own. */
public final class TaxCodes {

    private TaxCodes() {}

    /** Forgets the codes that the company has, and gives it those of the country: none where there are none. */
    static void seed(Company company, String country) {
        company.clear("TaxCode");
        company.clear("TaxRate");
        for (JsonNode each : Json.seed("quickbooks").at("/taxCodes/" + country)) {
            ObjectNode code = Rules.defaults("TaxCode").setAll(Json.copy(each, "Name Taxable"));
            String id = text(each, "Id");
            company.add("TaxRate", id, rate(text(code, "Name"), Rules.number(each, "RateValue")));
            company.add("TaxCode", id, rated(code, id));
        }
    }

    /** A person gives a code its {@code RateValue}; the API has another way. */
    static void settle(Company company, ObjectNode code, ObjectNode body) {
        if (!code.has("SalesTaxRateList")) {
            ObjectNode rate = rate(text(code, "Name"), Rules.number(body, "RateValue"));
            rated(code, text(company.add("TaxRate", rate), "Id"));
        } else if (body.has("RateValue")) {
            ObjectNode rate = rateOf(company, code);
            company.change("TaxRate", rate.put("RateValue", Rules.number(body, "RateValue")));
        }
    }

    public static ObjectNode rateOf(Company company, ObjectNode code) {
        return company.get(
                "TaxRate",
                code.at("/SalesTaxRateList/TaxRateDetail/0/TaxRateRef/value").asText());
    }

    private static ObjectNode rate(String name, BigDecimal percent) {
        ObjectNode rate =
                Json.object().put("Name", name).put("Description", name).put("Active", true);
        rate.put("RateValue", percent).put("SpecialTaxType", "NONE").put("DisplayType", "ReadOnly");
        rate.putObject("AgencyRef").put("value", "1");
        return rate;
    }

    private static ObjectNode rated(ObjectNode code, String rateId) {
        ObjectNode detail =
                code.putObject("SalesTaxRateList").putArray("TaxRateDetail").addObject();
        detail.put("TaxTypeApplicable", "TaxOnAmount").put("TaxOrder", 0);
        detail.putObject("TaxRateRef").put("value", rateId).put("name", text(code, "Name"));
        code.putObject("PurchaseTaxRateList").putArray("TaxRateDetail");
        return code;
    }
}
