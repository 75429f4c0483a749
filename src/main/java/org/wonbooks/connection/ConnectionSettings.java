package org.wonbooks.connection;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import com.fasterxml.jackson.databind.annotation.JsonSerialize;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;

/** What an operator may set for one connection. What is left out has its default; docs/settings.md explains each. */
public record ConnectionSettings(Won won, Paid paid, Invoice invoice, Customer customer, CardFields fields) {

    public ConnectionSettings {
        won = won == null ? new Won(null, null, null, null) : won;
        paid = paid == null ? new Paid(null, null, null) : paid;
        invoice = invoice == null ? Invoice.defaults() : invoice;
        customer = customer == null ? new Customer(null, null) : customer;
        fields = fields == null ? CardFields.defaults() : fields;
    }

    /** Everything at its default. */
    public static ConnectionSettings defaults() {
        return new ConnectionSettings(null, null, null, null, null);
    }

    /**
     * What counts as won.
     *
     * @param pipelineIds pipelines that count; empty: all
     * @param statusId the stage that triggers the invoice
     * @param again what a deal won for the second time does
     * @param catchUp how long before the connection worked again a deal may have been won, while it did not, and still
     *     be billed by itself
     */
    public record Won(
            List<Long> pipelineIds,
            Long statusId,
            Again again,
            @JsonSerialize(using = ToStringSerializer.class) @JsonDeserialize(using = DurationText.class)
                    Duration catchUp) {

        /** Kommo's own "Closed - won", the same id in every pipeline. */
        public static final long CLOSED_WON = 142;

        private static final Duration LONGEST_CATCH_UP = Duration.ofDays(366);

        public Won {
            pipelineIds = pipelineIds == null ? List.of() : List.copyOf(pipelineIds);
            statusId = statusId == null ? CLOSED_WON : statusId;
            catchUp = catchUp == null ? Duration.ofDays(3) : catchUp;
            again = again == null ? Again.SAME : again;
            if (catchUp.isNegative() || catchUp.compareTo(LONGEST_CATCH_UP) > 0) {
                throw new IllegalArgumentException(
                        "won.catchUp is a time like \"P3D\" or \"PT12H\", of at most a year");
            }
        }

        /** Does the other one count the same deals as won? */
        public boolean sameStage(Won other) {
            return statusId.equals(other.statusId) && pipelineIds.equals(other.pipelineIds);
        }

        /** Would a deal that one bills be billed by the other one too? */
        public boolean overlaps(Won other) {
            return pipelineIds.isEmpty()
                    || other.pipelineIds.isEmpty()
                    || pipelineIds.stream().anyMatch(other.pipelineIds::contains);
        }

        /** Does Kommo close a deal that comes there? */
        public boolean closes() {
            return statusId == CLOSED_WON;
        }

        /** Is this the stage that triggers an invoice? */
        public boolean includes(long pipelineId, long stage) {
            return stage == statusId && (pipelineIds.isEmpty() || pipelineIds.contains(pipelineId));
        }
    }

    /** A deal that is won again keeps its invoice, or gets a new one if it was seen in another stage in between. */
    public enum Again {
        @JsonProperty("same")
        SAME,
        @JsonProperty("new")
        NEW
    }

    /**
     * What a payment does to the deal.
     *
     * @param pipelineId and statusId: where a paid deal moves in mode {@code stage}
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Paid(PaidMode mode, Long pipelineId, Long statusId) {

        public Paid {
            mode = mode == null ? PaidMode.FIELDS : mode;
            if (mode == PaidMode.STAGE && (pipelineId == null || statusId == null)) {
                throw new IllegalArgumentException("paid.mode \"stage\" needs paid.pipelineId and paid.statusId");
            }
        }
    }

    /** Keep the stage, or move the deal too. */
    public enum PaidMode {
        @JsonProperty("fields")
        FIELDS,
        @JsonProperty("stage")
        STAGE
    }

    /**
     * How the invoice is made.
     *
     * @param item name or id of the QuickBooks item
     * @param createItems a product without an item in QuickBooks gets one
     * @param currencyField code, id or name of the Kommo field that holds the deal's currency; null: the account's
     * @param discountField the same for an amount that is taken off the products
     * @param termsField the same for the payment terms
     * @param emailField the same for addresses that the invoice goes to; null: those of who is billed
     * @param dateField the same for the invoice's date; null: the day on which it is decided
     * @param termsMap what the terms are called in QuickBooks, by what the deal says
     * @param defaultTerms name of the terms where the deal has none; null: the company's default
     * @param taxCode name or id of the tax code of each line; null: the company's own rules
     * @param taxInclusive whether the deal's amount has the tax in it; not in the US
     * @param memo message to the customer on each invoice; null: none
     * @param trackedClass name or id of the QuickBooks class; null: none
     * @param department name or id of the QuickBooks location; null: none
     * @param customFields Kommo fields, by the number of the QuickBooks custom field that shows them
     * @param onlinePayment how the customer may pay online
     * @param send email it through QuickBooks
     * @param maxAmount above it the deal waits for a person; null: no limit
     * @param burst more wins than that in an hour wait for a person; 0: never
     * @param updateUnsent an invoice that nobody has seen yet follows its deal
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Invoice(
            String item,
            Lines lines,
            Boolean createItems,
            String currencyField,
            String discountField,
            String termsField,
            String emailField,
            String dateField,
            Map<String, String> termsMap,
            String defaultTerms,
            String taxCode,
            Boolean taxInclusive,
            String memo,
            @JsonProperty("class") String trackedClass,
            String department,
            Map<String, String> customFields,
            OnlinePayment onlinePayment,
            Boolean send,
            BigDecimal maxAmount,
            Integer burst,
            Boolean updateUnsent) {

        public Invoice {
            item = item == null ? "Services" : item;
            lines = lines == null ? Lines.BUDGET : lines;
            createItems = createItems != null && createItems;
            termsField = termsField == null ? "PAYMENT_TERMS" : termsField;
            termsMap = sorted(termsMap);
            taxInclusive = taxInclusive != null && taxInclusive;
            customFields = sorted(customFields);
            onlinePayment = onlinePayment == null ? OnlinePayment.ALL : onlinePayment;
            send = send == null || send;
            burst = burst == null ? 100 : burst;
            updateUnsent = updateUnsent != null && updateUnsent;
            if (maxAmount != null && !isAmount(maxAmount)) {
                throw new IllegalArgumentException(
                        "invoice.maxAmount is an amount of at most 15 digits before the point and 6 behind it");
            }
            if (burst < 0) {
                throw new IllegalArgumentException("invoice.burst is a number of deals, or 0");
            }
            if (!customFields.keySet().stream().allMatch(number -> number.matches("[1-9]\\d{0,17}"))) {
                throw new IllegalArgumentException(
                        "invoice.customFields names QuickBooks' custom fields by number: {\"1\": \"PO_NUMBER\"}");
            }
        }

        /** Longer ones are no money, and may be too long to be written out: 1e999999999. */
        private static boolean isAmount(BigDecimal amount) {
            return amount.scale() <= 6 && (long) amount.precision() - amount.scale() <= 15;
        }

        /** What the terms are called in QuickBooks that a deal names in any language: by code, by id or by name. */
        public String termsCalled(String enumCode, Long enumId, String text) {
            return Stream.of(enumCode, enumId == null ? null : String.valueOf(enumId), text)
                    .filter(Objects::nonNull)
                    .map(termsMap::get)
                    .filter(Objects::nonNull)
                    .findFirst()
                    .orElse(text);
        }

        private static Map<String, String> sorted(Map<String, String> map) {
            return map == null ? Map.of() : Collections.unmodifiableMap(new TreeMap<>(map));
        }

        /** Everything at its default. */
        public static Invoice defaults() {
            return new Invoice(
                    null, null, null, null, null, null, null, null, null, null, null, null, null, null, null, null,
                    null, null, null, null, null);
        }
    }

    /** One line with the deal's amount, or the deal's products. */
    public enum Lines {
        @JsonProperty("budget")
        BUDGET,
        @JsonProperty("products")
        PRODUCTS
    }

    /** How the customer may pay online, where the company has QuickBooks Payments. */
    public enum OnlinePayment {
        @JsonProperty("all")
        ALL,
        @JsonProperty("card")
        CARD,
        @JsonProperty("bank")
        BANK,
        @JsonProperty("none")
        NONE
    }

    /**
     * Who is billed, under which name.
     *
     * @param billTo the company when the deal has one, or always the contact
     * @param nameClash what to do when QuickBooks has somebody else of that name
     */
    public record Customer(BillTo billTo, NameClash nameClash) {

        public Customer {
            billTo = billTo == null ? BillTo.COMPANY : billTo;
            nameClash = nameClash == null ? NameClash.SUFFIX : nameClash;
        }
    }

    /** Who is billed. */
    public enum BillTo {
        @JsonProperty("company")
        COMPANY,
        @JsonProperty("contact")
        CONTACT;

        /** The one of the two who is billed: the other where there is none; null where there is neither. */
        public <T> T of(T company, T contact) {
            T first = this == COMPANY ? company : contact;
            T second = this == COMPANY ? contact : company;
            return first != null ? first : second;
        }
    }

    /** What to do about a taken name. */
    public enum NameClash {
        @JsonProperty("suffix")
        SUFFIX,
        @JsonProperty("hold")
        HOLD
    }
}
