package org.wonbooks.check;

import static org.wonbooks.check.Area.ACCOUNT;
import static org.wonbooks.check.Area.CLASSES;
import static org.wonbooks.check.Area.COMPANY;
import static org.wonbooks.check.Area.DEPARTMENTS;
import static org.wonbooks.check.Area.FIELDS;
import static org.wonbooks.check.Area.ITEM;
import static org.wonbooks.check.Area.PIPELINES;
import static org.wonbooks.check.Area.PREFERENCES;
import static org.wonbooks.check.Area.TAX_CODES;
import static org.wonbooks.check.Area.TERMS;
import static org.wonbooks.check.Area.WEBHOOKS;

import java.util.List;

/** All that is looked at, in the order in which it is shown. A new row is a line here and a method where it points. */
final class Checks {

    private static final List<Check> ALL = List.of(
            Check.of("connection.mode", OwnChecks::mode),
            Check.of("kommo.access", KommoChecks::access, ACCOUNT),
            Check.of("quickbooks.access", QuickBooksChecks::access, COMPANY),
            Check.of("wonbooks.public-url", OwnChecks::publicUrl),
            Check.of("kommo.webhook", KommoChecks::webhook, WEBHOOKS),
            Check.of("quickbooks.webhook", OwnChecks::quickBooksWebhook),
            Check.of("won.pipelineIds", StageChecks::wonPipelines, PIPELINES),
            Check.of("won.statusId", StageChecks::wonStage, PIPELINES),
            Check.of("paid.pipelineId", StageChecks::paidPipeline, PIPELINES),
            Check.of("paid.statusId", StageChecks::paidStage, PIPELINES),
            Check.of("fields.invoiceId", FieldChecks::invoiceId, FIELDS),
            Check.of("fields.invoiceNumber", FieldChecks::invoiceNumber, FIELDS),
            Check.of("fields.invoiceUrl", FieldChecks::invoiceUrl, FIELDS),
            Check.of("fields.paymentDate", FieldChecks::paymentDate, FIELDS),
            Check.of("fields.paid", FieldChecks::paid, FIELDS),
            Check.of("fields.paidAmount", FieldChecks::paidAmount, FIELDS),
            Check.of("invoice.item", QuickBooksChecks::item, ITEM),
            Check.of("invoice.termsField", FieldChecks::termsField, FIELDS),
            Check.of("invoice.termsMap", TermsChecks::values, FIELDS, TERMS),
            Check.of("invoice.defaultTerms", TermsChecks::byDefault, TERMS),
            Check.of("invoice.currencyField", FieldChecks::currencyField, FIELDS),
            Check.of("invoice.discountField", FieldChecks::discountField, FIELDS),
            Check.of("invoice.customFields", FieldChecks::customFields, FIELDS),
            Check.of("invoice.taxCode", TaxChecks::code, PREFERENCES, TAX_CODES),
            Check.of("invoice.taxInclusive", TaxChecks::inclusive, PREFERENCES),
            Check.of("invoice.class", QuickBooksChecks::trackedClass, CLASSES),
            Check.of("invoice.department", QuickBooksChecks::department, DEPARTMENTS),
            Check.of("quickbooks.currency", QuickBooksChecks::currency, ACCOUNT, PREFERENCES),
            Check.of("quickbooks.numbering", QuickBooksChecks::numbering, PREFERENCES),
            Check.of("quickbooks.closed-books", QuickBooksChecks::closedBooks, PREFERENCES),
            Check.of("invoice.send", QuickBooksChecks::send));

    private Checks() {}

    static List<Row> of(Facts facts) {
        return ALL.stream().map(check -> check.row(facts)).toList();
    }
}
