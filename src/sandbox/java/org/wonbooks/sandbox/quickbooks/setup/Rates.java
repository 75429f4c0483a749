package org.wonbooks.sandbox.quickbooks.setup;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.servlet.http.HttpServletRequest;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import org.wonbooks.sandbox.quickbooks.company.Company;
import org.wonbooks.sandbox.quickbooks.company.QuickBooksFault;
import org.wonbooks.sandbox.store.Json;

/**
 * What foreign currencies are worth in a company's home currency: the seed's rates, unless a person has entered others.
 */
public final class Rates {

    private static final int DECIMALS = 7;

    /** Stands for a currency of which QuickBooks refuses to say anything. */
    private static final String REFUSED = "refused";

    private Rates() {}

    /** The answer to {@code exchangerate}; a rate that is not known is left out of it, or the call is refused. */
    public static ObjectNode read(Company company, HttpServletRequest request) {
        String source = request.getParameter("sourcecurrencycode");
        if (source == null || source.isEmpty()) {
            throw QuickBooksFault.missing("sourcecurrencycode");
        }
        if (!Currencies.several(company)) {
            throw QuickBooksFault.business("Multi currency is not turned on for this company");
        }
        LocalDate date = date(company, request.getParameter("asofdate"));
        JsonNode rate = known(company, source, date);
        if (rate.asText().equals(REFUSED)) {
            throw QuickBooksFault.notFound();
        }
        ObjectNode answer = Json.object()
                .put("SourceCurrencyCode", source)
                .put("TargetCurrencyCode", Currencies.home(company))
                .put("AsOfDate", date.toString());
        if (rate.isNumber()) {
            answer.set("Rate", rate);
        }
        answer.put("domain", "QBO").put("sparse", false);
        answer.putObject("MetaData")
                .put("LastUpdatedTime", Company.time(company.clock().instant(), false));
        return answer;
    }

    /** The rate at which a transaction of that day is booked that does not say one; empty: none is known. */
    static Optional<BigDecimal> of(Company company, String source, LocalDate date) {
        return Optional.of(known(company, source, date))
                .filter(JsonNode::isNumber)
                .map(JsonNode::decimalValue);
    }

    /**
     * Enters rates, by currency: a number, null (the answer has none) or {@code "refused"}.
     *
     * @param date the day for which they are; null: for every other day
     */
    static void enter(Company company, JsonNode rates, LocalDate date) {
        rates.properties().forEach(rate -> {
            Currencies.reference(rate.getKey());
            company.store().put(map(company), key(rate.getKey(), date), entry(rate.getValue()));
        });
    }

    private static ObjectNode entry(JsonNode value) {
        if (!value.isNumber() && !value.isNull() && !value.asText().equals(REFUSED)) {
            throw new IllegalArgumentException("A rate is a number, null or \"" + REFUSED + "\": " + value);
        }
        return Json.object().set("rate", value);
    }

    private static JsonNode known(Company company, String source, LocalDate date) {
        return company.store()
                .find(map(company), key(source, date))
                .or(() -> company.store().find(map(company), key(source, null)))
                .map(entered -> entered.path("rate"))
                .orElseGet(() -> seeded(source, Currencies.home(company)));
    }

    private static JsonNode seeded(String source, String home) {
        JsonNode dollars = Json.seed("quickbooks").path("dollars");
        if (source.equals(home)) {
            return Json.object().put("rate", 1).get("rate");
        }
        if (!dollars.has(source) || !dollars.has(home)) {
            return Json.object().put("rate", REFUSED).get("rate");
        }
        BigDecimal one = new BigDecimal(dollars.get(source).asText());
        BigDecimal rate = one.divide(new BigDecimal(dollars.get(home).asText()), DECIMALS, RoundingMode.HALF_UP);
        return Json.object().put("rate", rate.stripTrailingZeros()).get("rate");
    }

    private static LocalDate date(Company company, String asked) {
        try {
            return asked == null ? company.today() : LocalDate.parse(asked);
        } catch (DateTimeParseException e) {
            throw new QuickBooksFault("2030", "Invalid date. Supplied value:" + asked, "asofdate");
        }
    }

    private static String map(Company company) {
        return "quickbooks." + company.realmId() + ".rates";
    }

    private static String key(String currency, LocalDate date) {
        return date == null ? currency : currency + " " + date;
    }
}
