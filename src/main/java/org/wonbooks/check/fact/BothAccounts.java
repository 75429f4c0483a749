package org.wonbooks.check.fact;

import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.wonbooks.connection.ConnectionSettings.Won;
import org.wonbooks.fault.Fault;
import org.wonbooks.kommo.account.Account;
import org.wonbooks.kommo.account.FieldList.Field;
import org.wonbooks.kommo.account.PipelineList.Pipeline;
import org.wonbooks.kommo.lead.Lead;
import org.wonbooks.kommo.lead.LeadList;
import org.wonbooks.quickbooks.company.CompanyInfo;
import org.wonbooks.quickbooks.company.ListEntry;
import org.wonbooks.quickbooks.company.Preferences;
import org.wonbooks.quickbooks.company.TaxCode;
import org.wonbooks.quickbooks.query.Query;

/**
 * What both accounts of a connection have to choose from, each part of it read, or with the reason why it is not.
 *
 * @param pipelines those that take deals
 * @param fields of deals
 * @param won the deals that changed last among those that are closed as won, or in the stage that the connection takes
 *     for it; at most 250
 * @param items the active ones; the first 1,000, categories and bundles too
 * @param taxCodes the active ones; none where no line needs one
 * @param taxRates what the tax codes take
 */
public record BothAccounts(
        Part<Account> account,
        Part<List<Pipeline>> pipelines,
        Part<List<Field>> fields,
        Part<List<Lead>> won,
        Part<CompanyInfo> company,
        Part<Preferences> preferences,
        Part<List<ListEntry>> items,
        Part<List<ListEntry>> terms,
        Part<List<TaxCode>> taxCodes,
        Part<List<TaxCode.Rate>> taxRates,
        Part<List<ListEntry>> classes,
        Part<List<ListEntry>> departments) {

    /** Of what was read, or not. */
    static BothAccounts of(Facts facts) {
        return new BothAccounts(
                part(facts, Area.ACCOUNT, Facts::account),
                part(facts, Area.PIPELINES, BothAccounts::pipelines),
                part(facts, Area.FIELDS, read -> read.fields().fields()),
                part(facts, facts.reading().has(Area.PIPELINES) ? Area.WON : Area.PIPELINES, BothAccounts::won),
                part(facts, Area.COMPANY, Facts::company),
                part(facts, Area.PREFERENCES, Facts::preferences),
                part(facts, Area.ITEMS, Facts::allItems),
                part(facts, Area.TERMS, Facts::terms),
                part(facts, facts.reading().has(Area.PREFERENCES) ? Area.TAX_CODES : Area.PREFERENCES, Facts::taxCodes),
                part(facts, facts.reading().has(Area.PREFERENCES) ? Area.TAX_RATES : Area.PREFERENCES, Facts::taxRates),
                part(facts, Area.CLASSES, Facts::classes),
                part(facts, Area.DEPARTMENTS, Facts::departments));
    }

    /** A list of which one thing can't be read is not read: it may be the one that is meant. */
    static <T> Part<T> part(Facts facts, Area area, Function<Facts, T> of) {
        if (!facts.reading().has(area)) {
            return Part.unread(facts.reading().whyNot(area));
        }
        try {
            return Part.of(of.apply(facts));
        } catch (Fault unreadable) {
            return Part.unread(Outcome.bad(unreadable.getMessage(), unreadable.fix()));
        }
    }

    private static List<Pipeline> pipelines(Facts facts) {
        return facts.pipelines().all().stream()
                .filter(pipeline -> !pipeline.isArchive())
                .toList();
    }

    /** Kommo may ignore a list's filter. One that can't be read tells less, and nothing wrong. */
    private static List<Lead> won(Facts facts) {
        LeadList list = facts.won();
        return list == null
                ? List.of()
                : list.leads().read().stream()
                        .filter(lead -> lead.statusId() == Won.CLOSED_WON
                                || facts.countsAsWon().includes(lead.pipelineId(), lead.statusId()))
                        .filter(lead -> !lead.isDeleted())
                        .toList();
    }

    /** Are there no more items than those that were read? */
    public boolean hasAllItems() {
        return items.isRead() && items.found().size() < Query.PAGE;
    }

    /** Was all of it read? */
    boolean isWhole() {
        return Stream.of(
                        account,
                        pipelines,
                        fields,
                        won,
                        company,
                        preferences,
                        items,
                        terms,
                        taxCodes,
                        taxRates,
                        classes,
                        departments)
                .allMatch(Part::isRead);
    }
}
