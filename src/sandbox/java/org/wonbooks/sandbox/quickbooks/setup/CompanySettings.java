package org.wonbooks.sandbox.quickbooks.setup;

import static org.wonbooks.sandbox.store.Json.text;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.stream.IntStream;
import org.wonbooks.sandbox.quickbooks.company.Company;
import org.wonbooks.sandbox.quickbooks.company.Outcome;
import org.wonbooks.sandbox.store.Json;

/**
 * What the administrator of a company sets up in QuickBooks, kept in its {@code Preferences} and {@code CompanyInfo}:
 *
 * <ul>
 *   <li>{@code country} US, CA or GB; {@code homeCurrency}; {@code multiCurrency}; {@code zone}
 *   <li>{@code salesTax}: {@code none}, {@code automated} (US) or {@code codes} (CA, GB)
 *   <li>{@code customTxnNumbers}; {@code defaultTerms}: the id of a term, or null
 *   <li>{@code autoApplyCredit}: a new invoice is settled by what its customer has open
 *   <li>{@code payments}: customers can pay online, so invoices have payment links
 *   <li>{@code bookCloseDate}: the last closed day, or null
 *   <li>{@code classTracking}, {@code locationTracking}; {@code customFields}: the names of up to three
 * </ul>
 */
public final class CompanySettings {

    private static final String USE = "SalesFormsPrefs.UseSalesCustom";
    private static final String NAME = "SalesFormsPrefs.SalesCustomName";
    private static final int FIELDS = 3;

    private CompanySettings() {}

    static ObjectNode read(Company company) {
        ObjectNode preferences = company.get("Preferences", "1");
        ObjectNode settings = Json.copy(company.get("CompanyInfo", "1"), "country=Country");
        settings.put("homeCurrency", Currencies.home(company))
                .put("multiCurrency", Currencies.several(company))
                .put("salesTax", salesTax(company));
        JsonNode forms = preferences.path("SalesFormsPrefs");
        settings.put("customTxnNumbers", forms.path("CustomTxnNumbers").asBoolean())
                .put("autoApplyCredit", forms.path("AutoApplyCredit").asBoolean());
        settings.setAll(Json.copy(
                preferences,
                "bookCloseDate=AccountingInfoPrefs/BookCloseDate defaultTerms=SalesFormsPrefs/DefaultTerms/value"));
        JsonNode accounting = preferences.path("AccountingInfoPrefs");
        settings.put("classTracking", accounting.path("ClassTrackingPerTxn").asBoolean())
                .put("locationTracking", accounting.path("TrackDepartments").asBoolean());
        ArrayNode fields = settings.putArray("customFields");
        customFields(company).forEach(fields::add);
        settings.put("payments", company.profile().path("payments").asBoolean());
        return settings.put("zone", text(company.profile(), "zone"));
    }

    /** {@code none}, {@code automated} or {@code codes}. */
    public static String salesTax(Company company) {
        JsonNode preferences = company.get("Preferences", "1").path("TaxPrefs");
        if (!preferences.path("UsingSalesTax").asBoolean()) {
            return "none";
        }
        return preferences.path("PartnerTaxEnabled").asBoolean() ? "automated" : "codes";
    }

    /** The names of the company's own fields of sales forms. */
    public static List<String> customFields(Company company) {
        JsonNode fields = company.get("Preferences", "1").at("/SalesFormsPrefs/CustomField");
        return Json.stream(fields)
                .flatMap(group -> Json.stream(group.path("CustomField")))
                .filter(field -> text(field, "Name").startsWith(NAME))
                .map(field -> text(field, "StringValue"))
                .toList();
    }

    /**
     * Changes what is given, and leaves the rest.
     *
     * @throws IllegalArgumentException when there is no such setting or value, or two do not go together
     */
    static Outcome change(Company company, JsonNode changes) {
        ObjectNode before = read(company);
        ObjectNode settings = before.deepCopy();
        changes.properties().forEach(setting -> {
            require(isValid(company, setting.getKey(), setting.getValue()), setting.getKey());
            settings.set(setting.getKey(), setting.getValue());
        });
        boolean states = text(settings, "country").equals("US");
        if (text(settings, "salesTax").equals(states ? "codes" : "automated")) {
            throw new IllegalArgumentException("salesTax automated is for the country US, codes for CA and GB");
        }

        String tax = text(settings, "salesTax");
        if (!Json.copy(settings, "country salesTax").equals(Json.copy(before, "country salesTax"))) {
            TaxCodes.seed(company, tax.equals("codes") ? text(settings, "country") : "none");
        }
        if (!settings.get("homeCurrency").equals(before.get("homeCurrency"))) {
            Currencies.moveHome(company, text(settings, "homeCurrency"));
        }
        company.put(company.profile()
                .put("zone", text(settings, "zone"))
                .put("payments", settings.path("payments").asBoolean()));
        ObjectNode info = company.get("CompanyInfo", "1");
        company.change("CompanyInfo", info.put("Country", text(settings, "country")));
        ObjectNode preferences = company.get("Preferences", "1");
        write(preferences, settings);
        return Outcome.of("Preferences", company.change("Preferences", preferences), "updated", List.of());
    }

    private static void write(ObjectNode preferences, ObjectNode settings) {
        ObjectNode forms = preferences.withObjectProperty("SalesFormsPrefs");
        forms.set("CustomTxnNumbers", settings.get("customTxnNumbers"));
        forms.set("AutoApplyCredit", settings.get("autoApplyCredit"));
        forms.set("ETransactionPaymentEnabled", settings.get("payments"));
        forms.remove(List.of("DefaultTerms", "CustomField"));
        if (settings.hasNonNull("defaultTerms")) {
            forms.putObject("DefaultTerms").set("value", settings.get("defaultTerms"));
        }
        if (!settings.get("customFields").isEmpty()) {
            forms.set("CustomField", fields(settings.get("customFields")));
        }
        ObjectNode currencies = preferences.withObjectProperty("CurrencyPrefs");
        currencies.set("MultiCurrencyEnabled", settings.get("multiCurrency"));
        currencies.putObject("HomeCurrency").set("value", settings.get("homeCurrency"));
        ObjectNode taxes = preferences.withObjectProperty("TaxPrefs");
        taxes.put("UsingSalesTax", !text(settings, "salesTax").equals("none"));
        taxes.put("PartnerTaxEnabled", text(settings, "salesTax").equals("automated"));
        ObjectNode accounting = preferences.withObjectProperty("AccountingInfoPrefs");
        accounting.set("ClassTrackingPerTxn", settings.get("classTracking"));
        accounting.set("TrackDepartments", settings.get("locationTracking"));
        accounting.remove("BookCloseDate");
        if (settings.hasNonNull("bookCloseDate")) {
            accounting.set("BookCloseDate", settings.get("bookCloseDate"));
        }
    }

    /** Which of the three are used, then what they are called. */
    private static ArrayNode fields(JsonNode names) {
        ArrayNode groups = Json.array();
        ArrayNode used = groups.addObject().putArray("CustomField");
        ArrayNode named = groups.addObject().putArray("CustomField");
        IntStream.rangeClosed(1, FIELDS).forEach(number -> {
            boolean use = number <= names.size();
            used.addObject()
                    .put("Name", USE + number)
                    .put("Type", "BooleanType")
                    .put("BooleanValue", use);
            if (use) {
                named.addObject()
                        .put("Name", NAME + number)
                        .put("Type", "StringType")
                        .set("StringValue", names.get(number - 1));
            }
        });
        return groups;
    }

    private static boolean isValid(Company company, String name, JsonNode value) {
        String text = value.asText();
        try {
            return switch (name) {
                case "country" -> text.matches("US|CA|GB");
                case "homeCurrency" -> !Currencies.reference(text).isEmpty();
                case "salesTax" -> text.matches("none|automated|codes");
                case "multiCurrency",
                        "customTxnNumbers",
                        "autoApplyCredit",
                        "payments",
                        "classTracking",
                        "locationTracking" -> value.isBoolean();
                case "bookCloseDate" ->
                    value.isNull() || LocalDate.parse(text).toString().equals(text);
                case "defaultTerms" ->
                    value.isNull()
                            || value.isTextual() && company.find("Term", text).isPresent();
                case "customFields" ->
                    value.isArray()
                            && value.size() <= FIELDS
                            && Json.stream(value)
                                    .noneMatch(field -> field.asText().isBlank());
                case "zone" -> ZoneId.of(text).getId().equals(text);
                default -> false;
            };
        } catch (IllegalArgumentException | DateTimeException e) {
            return false;
        }
    }

    private static void require(boolean right, String name) {
        if (!right) {
            throw new IllegalArgumentException("There is no such company setting or value: " + name);
        }
    }
}
