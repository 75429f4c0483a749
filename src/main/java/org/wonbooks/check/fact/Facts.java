package org.wonbooks.check.fact;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import org.wonbooks.connection.Connection;
import org.wonbooks.connection.ConnectionSettings;
import org.wonbooks.connection.ConnectionSettings.Won;
import org.wonbooks.kommo.account.Account;
import org.wonbooks.kommo.account.FieldList;
import org.wonbooks.kommo.account.FieldList.Field;
import org.wonbooks.kommo.account.FieldList.Option;
import org.wonbooks.kommo.account.PipelineList;
import org.wonbooks.kommo.account.PipelineList.Pipeline;
import org.wonbooks.kommo.account.WebhookList;
import org.wonbooks.kommo.lead.LeadList;
import org.wonbooks.quickbooks.company.CompanyInfo;
import org.wonbooks.quickbooks.company.ListEntry;
import org.wonbooks.quickbooks.company.Preferences;
import org.wonbooks.quickbooks.company.TaxCode;
import org.wonbooks.quickbooks.invoice.Invoice;
import org.wonbooks.quickbooks.query.QueryAnswer;

/**
 * All that the checks compare; they read nothing themselves. What was not read throws NoSuchElementException.
 *
 * @param door null while things are still being read
 */
public record Facts(Connection connection, Reading reading, Door door, Instant now) {

    /**
     * How webhooks get to us.
     *
     * @param kommoUrl where Kommo's API is
     * @param webhookUrl the connection's own address for Kommo; secret, so never shown
     * @param events those that Kommo's webhook has to be for
     * @param verifiable webhooks from QuickBooks can be verified
     * @param heard what webhooks of QuickBooks have told of lately
     * @param lastFromKommo and lastFromQuickBooks: when the latest one came; null: none has yet
     * @param others the connections that bill deals of the same Kommo account
     */
    public record Door(
            String publicUrl,
            String kommoUrl,
            String webhookUrl,
            List<String> events,
            boolean verifiable,
            WebhookKinds heard,
            Instant lastFromKommo,
            Instant lastFromQuickBooks,
            List<Connection> others) {

        /** Keeps the secret out of logs. */
        @Override
        public String toString() {
            return "Door[publicUrl=" + publicUrl + "]";
        }
    }

    /** What QuickBooks answers to a read of a company's settings. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record PreferencesAnswer(@JsonProperty("Preferences") Preferences preferences) {

        /** An answer without them is none: it can't be read. */
        PreferencesAnswer {
            if (preferences == null) {
                throw new IllegalArgumentException("no Preferences in the answer");
            }
        }
    }

    /** The connection's. */
    public ConnectionSettings settings() {
        return connection.settings();
    }

    /** The zone of the dates that people see. */
    public ZoneId zone() {
        String zone = reading.has(Area.ACCOUNT) ? account().timezone() : null;
        return zone == null ? connection.zone() : ZoneId.of(zone);
    }

    /** The Kommo account. */
    public Account account() {
        return reading.get(Area.ACCOUNT, Account.class);
    }

    /** Of deals, with their stages. */
    public PipelineList pipelines() {
        PipelineList list = reading.get(Area.PIPELINES, PipelineList.class);
        return list == null ? new PipelineList(new PipelineList.Embedded(null)) : list;
    }

    /** Numbers of those that take deals. */
    List<Long> livePipelines() {
        return livePipelines(pipeline -> true);
    }

    /** Where the connection takes a deal for won, but for those that are closed so. */
    Won wonElsewhere() {
        Won won = countsAsWon();
        return new Won(
                livePipelines(pipeline ->
                        !won.closes() && pipeline.stage(won.statusId()).isPresent()),
                won.statusId(),
                null,
                null);
    }

    /** Settings that can't be read say nothing else than the defaults. */
    Won countsAsWon() {
        return connection.hasSettings() ? settings().won() : new Won(null, null, null, null);
    }

    private List<Long> livePipelines(Predicate<Pipeline> wanted) {
        return !reading.has(Area.PIPELINES)
                ? List.of()
                : pipelines().pipelines().stream()
                        .filter(pipeline -> !pipeline.isArchive() && wanted.test(pipeline))
                        .map(Pipeline::id)
                        .toList();
    }

    /** Deals that were won; null: there are none. */
    LeadList won() {
        return reading.get(Area.WON, LeadList.class);
    }

    /** Of deals. */
    public FieldList fields() {
        return FieldList.of(reading.get(Area.FIELDS, FieldList.class));
    }

    /** Null: there is none for our address. */
    public WebhookList webhooks() {
        return reading.get(Area.WEBHOOKS, WebhookList.class);
    }

    /** The QuickBooks company. */
    public CompanyInfo company() {
        return reading.get(Area.COMPANY, CompanyInfo.Answer.class).company();
    }

    /** The company's settings. */
    public Preferences preferences() {
        return reading.get(Area.PREFERENCES, PreferencesAnswer.class).preferences();
    }

    /** Active or not. */
    public List<ListEntry> items() {
        return reading.get(Area.ITEM, QueryAnswer.class).items();
    }

    /** The active ones. */
    List<ListEntry> allItems() {
        return list(Area.ITEMS, QueryAnswer::items);
    }

    /** Those that were made last. One that can't be read tells less, and nothing wrong. */
    List<Invoice> latestInvoices() {
        QueryAnswer answer = reading.get(Area.INVOICES, QueryAnswer.class);
        return answer == null
                ? List.of()
                : answer.elements(QueryAnswer.Found::invoices).read();
    }

    /** The active ones; none, unless something refers to one. */
    public List<ListEntry> terms() {
        return list(Area.TERMS, QueryAnswer::terms);
    }

    /** As {@link #terms}. */
    public List<TaxCode> taxCodes() {
        return list(Area.TAX_CODES, QueryAnswer::taxCodes);
    }

    /** What the tax codes take. */
    List<TaxCode.Rate> taxRates() {
        return list(Area.TAX_RATES, QueryAnswer::taxRates);
    }

    /** As {@link #terms}. */
    public List<ListEntry> classes() {
        return list(Area.CLASSES, QueryAnswer::classes);
    }

    /** As {@link #terms}. */
    public List<ListEntry> departments() {
        return list(Area.DEPARTMENTS, QueryAnswer::departments);
    }

    /** What the field of the terms may say; nothing where it is not there, is a text, or was not read. */
    public List<Option> termsOptions() {
        return reading.has(Area.FIELDS)
                ? fields().find(settings().invoice().termsField())
                        .map(Field::options)
                        .orElse(List.of())
                : List.of();
    }

    /** Does the company want a tax code on each line? False where its settings were not read. */
    boolean isTaxedByCode() {
        return reading.has(Area.PREFERENCES) && preferences().taxes().byCode();
    }

    private <T> List<T> list(Area area, Function<QueryAnswer, List<T>> kind) {
        QueryAnswer answer = reading.get(area, QueryAnswer.class);
        return answer == null ? List.of() : kind.apply(answer);
    }
}
