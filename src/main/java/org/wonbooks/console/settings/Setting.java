package org.wonbooks.console.settings;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.wonbooks.connection.ConnectionSettings.Again;
import org.wonbooks.connection.ConnectionSettings.BillTo;
import org.wonbooks.connection.ConnectionSettings.Lines;
import org.wonbooks.connection.ConnectionSettings.NameClash;
import org.wonbooks.connection.ConnectionSettings.OnlinePayment;
import org.wonbooks.connection.ConnectionSettings.PaidMode;

/**
 * Each setting of a connection, in the order of the form: its name in the API, which is its field's id too, and how it
 * is typed. Nothing else lists them for people.
 */
enum Setting {
    WON_PIPELINES("won.pipelineIds", Kind.NUMBERS, Source.PIPELINES),
    WON_STAGE("won.statusId", Kind.NUMBER, Source.STAGES),
    WON_AGAIN("won.again", Again.class),
    WON_CATCH_UP("won.catchUp", Kind.TIME),
    ITEM("invoice.item", Kind.TEXT, Source.ITEMS),
    LINES("invoice.lines", Lines.class),
    CREATE_ITEMS("invoice.createItems", Kind.YES_NO),
    DISCOUNT_FIELD("invoice.discountField", Kind.TEXT, Source.DEAL_FIELDS),
    CURRENCY_FIELD("invoice.currencyField", Kind.TEXT, Source.DEAL_FIELDS),
    DATE_FIELD("invoice.dateField", Kind.TEXT, Source.DEAL_FIELDS),
    TERMS_FIELD("invoice.termsField", Kind.TEXT, Source.DEAL_FIELDS),
    TERMS_MAP("invoice.termsMap", Source.SAID_TERMS, Source.TERMS),
    DEFAULT_TERMS("invoice.defaultTerms", Kind.TEXT, Source.TERMS),
    TAX_CODE("invoice.taxCode", Kind.TEXT, Source.TAX_CODES),
    TAX_INCLUSIVE("invoice.taxInclusive", Kind.YES_NO),
    CLASS("invoice.class", Kind.TEXT, Source.CLASSES),
    DEPARTMENT("invoice.department", Kind.TEXT, Source.DEPARTMENTS),
    CUSTOM_FIELDS("invoice.customFields", Source.CUSTOM_FIELDS, Source.DEAL_FIELDS),
    MEMO("invoice.memo", Kind.LONG_TEXT),
    SEND("invoice.send", Kind.YES_NO),
    EMAIL_FIELD("invoice.emailField", Kind.TEXT, Source.DEAL_FIELDS),
    ONLINE_PAYMENT("invoice.onlinePayment", OnlinePayment.class),
    MAX_AMOUNT("invoice.maxAmount", Kind.AMOUNT),
    BURST("invoice.burst", Kind.COUNT),
    UPDATE_UNSENT("invoice.updateUnsent", Kind.YES_NO),
    BILL_TO("customer.billTo", BillTo.class),
    NAME_CLASH("customer.nameClash", NameClash.class),
    PAID_MODE("paid.mode", PaidMode.class),
    PAID_PIPELINE("paid.pipelineId", Kind.NUMBER, Source.PIPELINES),
    PAID_STAGE("paid.statusId", Kind.NUMBER, Source.STAGES),
    INVOICE_ID("fields.invoiceId", Kind.CODE),
    INVOICE_NUMBER("fields.invoiceNumber", Kind.CODE),
    INVOICE_URL("fields.invoiceUrl", Kind.CODE),
    PAYMENT_DATE("fields.paymentDate", Kind.CODE),
    PAID("fields.paid", Kind.CODE),
    PAID_AMOUNT("fields.paidAmount", Kind.CODE);

    /** How a setting is typed. */
    enum Kind {
        TEXT,
        LONG_TEXT,
        /** What a field of Kommo is called in its API. */
        CODE,
        CHOICE,
        YES_NO,
        AMOUNT,
        COUNT,
        /** A number and its unit. */
        TIME,
        /** That of something in a list. */
        NUMBER,
        NUMBERS,
        /** Names and values in turn. */
        MAP
    }

    /** The list that something is chosen from. */
    enum Source {
        PIPELINES,
        STAGES,
        DEAL_FIELDS,
        ITEMS,
        TERMS,
        TAX_CODES,
        CLASSES,
        DEPARTMENTS,
        /** The company's own fields of invoices, by number. */
        CUSTOM_FIELDS,
        /** What the deals' field of the terms may say. */
        SAID_TERMS
    }

    private final String path;
    private final Kind kind;
    private final Source source;
    private final Source names;
    private final List<String> choices;

    Setting(String path, Kind kind, Source source, Source names, List<String> choices) {
        this.path = path;
        this.kind = kind;
        this.source = source;
        this.names = names;
        this.choices = choices;
    }

    Setting(String path, Kind kind) {
        this(path, kind, null, null, List.of());
    }

    Setting(String path, Kind kind, Source source) {
        this(path, kind, source, null, List.of());
    }

    Setting(String path, Source names, Source values) {
        this(path, Kind.MAP, values, names, List.of());
    }

    Setting(String path, Class<? extends Enum<?>> choices) {
        this(
                path,
                Kind.CHOICE,
                null,
                null,
                Arrays.stream(choices.getEnumConstants())
                        .map(choice -> choice.name().toLowerCase(Locale.ROOT))
                        .toList());
    }

    /** Its name in the API. */
    public String path() {
        return path;
    }

    /** The first part of its name. */
    public String group() {
        return path.substring(0, path.indexOf('.'));
    }

    /** The last part of its name. */
    String key() {
        return path.substring(path.indexOf('.') + 1);
    }

    public Kind kind() {
        return kind;
    }

    /** Null: it is typed, or one of its choices. */
    Source source() {
        return source;
    }

    /** That of a map's names; null: they are typed. */
    Source names() {
        return names;
    }

    /** The values that it may have; empty: any of its kind. */
    public List<String> choices() {
        return choices;
    }

    /** The one of that name. */
    static Optional<Setting> called(String path) {
        return Stream.of(values()).filter(setting -> setting.path.equals(path)).findFirst();
    }
}
