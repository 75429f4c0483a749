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
import org.wonbooks.kommo.ReadField;
import org.wonbooks.kommo.WrittenField;

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
            Check.of("fields.invoiceId", facts -> FieldChecks.written(facts, WrittenField.INVOICE_ID), FIELDS),
            Check.of("fields.invoiceNumber", facts -> FieldChecks.written(facts, WrittenField.INVOICE_NUMBER), FIELDS),
            Check.of("fields.invoiceUrl", facts -> FieldChecks.written(facts, WrittenField.INVOICE_URL), FIELDS),
            Check.of("fields.paymentDate", facts -> FieldChecks.written(facts, WrittenField.PAYMENT_DATE), FIELDS),
            Check.of("fields.paid", facts -> FieldChecks.written(facts, WrittenField.PAID), FIELDS),
            Check.of("fields.paidAmount", facts -> FieldChecks.written(facts, WrittenField.PAID_AMOUNT), FIELDS),
            Check.of("invoice.item", QuickBooksChecks::item, ITEM),
            Check.of("invoice.createItems", QuickBooksChecks::createItems, ITEM),
            Check.of("invoice.termsField", FieldChecks::termsField, FIELDS),
            Check.of("invoice.termsMap", TermsChecks::values, FIELDS, TERMS),
            Check.of("invoice.defaultTerms", TermsChecks::byDefault, TERMS),
            Check.of("invoice.currencyField", facts -> FieldChecks.read(facts, ReadField.CURRENCY), FIELDS),
            Check.of("invoice.discountField", facts -> FieldChecks.read(facts, ReadField.DISCOUNT), FIELDS),
            Check.of("invoice.emailField", facts -> FieldChecks.read(facts, ReadField.EMAIL), FIELDS),
            Check.of("invoice.dateField", FieldChecks::dateField, FIELDS),
            Check.of("invoice.customFields", facts -> FieldChecks.read(facts, ReadField.CUSTOM), FIELDS),
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
