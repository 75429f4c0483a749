package org.wonbooks.check;

import static org.wonbooks.check.fact.Area.ACCOUNT;
import static org.wonbooks.check.fact.Area.CLASSES;
import static org.wonbooks.check.fact.Area.COMPANY;
import static org.wonbooks.check.fact.Area.DEPARTMENTS;
import static org.wonbooks.check.fact.Area.FIELDS;
import static org.wonbooks.check.fact.Area.ITEM;
import static org.wonbooks.check.fact.Area.PIPELINES;
import static org.wonbooks.check.fact.Area.PREFERENCES;
import static org.wonbooks.check.fact.Area.TAX_CODES;
import static org.wonbooks.check.fact.Area.TERMS;
import static org.wonbooks.check.fact.Area.WEBHOOKS;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.wonbooks.check.fact.Area;
import org.wonbooks.check.fact.Facts;
import org.wonbooks.check.result.CheckRow;
import org.wonbooks.kommo.lead.BillingField;

/** All that is looked at, in the order in which it is shown. A new row is a line here and a method where it points. */
final class Checks {

    private static final List<Check> SYSTEMS = List.of(
            Check.of("connection.mode", OwnChecks::mode),
            Check.of("kommo.access", KommoChecks::access, ACCOUNT),
            Check.of("quickbooks.access", QuickBooksChecks::access, COMPANY),
            Check.of("wonbooks.public-url", OwnChecks::publicUrl),
            Check.of("kommo.webhook", KommoChecks::webhook, WEBHOOKS),
            Check.of("quickbooks.webhook", OwnChecks::quickBooksWebhook),
            Check.of("won.pipelineIds", StageChecks::wonPipelines, PIPELINES),
            Check.of("won.statusId", StageChecks::wonStage, PIPELINES),
            Check.of("paid.pipelineId", StageChecks::paidPipeline, PIPELINES),
            Check.of("paid.statusId", StageChecks::paidStage, PIPELINES));

    private static final List<Check> BILLING = List.of(
            Check.of("invoice.item", QuickBooksChecks::item, ITEM),
            Check.of("invoice.createItems", QuickBooksChecks::createItems, ITEM),
            Check.of("invoice.termsField", FieldChecks::termsField, FIELDS),
            Check.of("invoice.termsMap", TermsChecks::values, FIELDS, TERMS),
            Check.of("invoice.defaultTerms", TermsChecks::byDefault, TERMS),
            Check.of("invoice.currencyField", facts -> FieldChecks.read(facts, BillingField.CURRENCY), FIELDS),
            Check.of("invoice.discountField", facts -> FieldChecks.read(facts, BillingField.DISCOUNT), FIELDS),
            Check.of("invoice.emailField", facts -> FieldChecks.read(facts, BillingField.EMAIL), FIELDS),
            Check.of("invoice.dateField", FieldChecks::dateField, FIELDS),
            Check.of("invoice.customFields", facts -> FieldChecks.read(facts, BillingField.CUSTOM), FIELDS),
            Check.of("invoice.taxCode", TaxChecks::code, PREFERENCES, TAX_CODES),
            Check.of("invoice.taxInclusive", TaxChecks::inclusive, PREFERENCES),
            Check.of("invoice.class", QuickBooksChecks::trackedClass, CLASSES),
            Check.of("invoice.department", QuickBooksChecks::department, DEPARTMENTS),
            Check.of("quickbooks.currency", QuickBooksChecks::currency, ACCOUNT, PREFERENCES),
            Check.of("quickbooks.numbering", QuickBooksChecks::numbering, PREFERENCES),
            Check.of("quickbooks.closed-books", QuickBooksChecks::closedBooks, PREFERENCES),
            Check.of("invoice.send", QuickBooksChecks::send));

    private static final List<Check> ALL = Stream.of(SYSTEMS, FieldChecks.written(), BILLING)
            .flatMap(List::stream)
            .toList();

    private Checks() {}

    static List<CheckRow> of(Facts facts) {
        Set<Area> told = EnumSet.noneOf(Area.class);
        return ALL.stream().map(check -> check.row(facts, told)).toList();
    }
}
