package org.wonbooks.quickbooks.company;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.wonbooks.answer.Elements;
import org.wonbooks.fault.PermanentFault;
import org.wonbooks.quickbooks.MetaData;
import org.wonbooks.quickbooks.Reference;

/**
 * An item, terms, a class, a location: what an invoice refers to by id and people by name.
 *
 * @param type an item's: a category or bundle can't stand on a line; null: not said
 * @param sku an item's article number; null: it has none
 * @param incomeAccount where an item's sales are booked; null: it is not for sale, or no item
 * @param taxable whether an item is taxed, in the US; null: not said
 * @param dueDays within how many days terms have to be paid; null: by a day of the month, or no terms
 * @param discountPercent what terms take off for paying sooner; null: nothing
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record ListEntry(
        @JsonProperty("Id") String id,
        @JsonProperty("Name") String name,
        @JsonProperty("Active") Boolean active,
        @JsonProperty("Type") String type,
        @JsonProperty("Sku") String sku,
        @JsonProperty("IncomeAccountRef") Reference incomeAccount,
        @JsonProperty("Taxable") Boolean taxable,
        @JsonProperty("DueDays") BigDecimal dueDays,
        @JsonProperty("DiscountPercent") BigDecimal discountPercent,
        @JsonProperty("MetaData") MetaData metaData)
        implements Elements.Needing {

    /** What QuickBooks appends to the name of what is made inactive. */
    public static final String INACTIVE_MARK = " (deleted)";

    @Override
    public String lacks() {
        return id == null ? "Id" : null;
    }

    /** What QuickBooks answers when one item was made. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Answer(@JsonProperty("Item") ListEntry item) {

        /** An answer without it is none: it can't be read. */
        public Answer {
            if (item == null || item.id() == null) {
                throw new IllegalArgumentException("no Item in the answer");
            }
        }
    }

    /** When it was made, in whole seconds; null: QuickBooks did not say. */
    public Instant madeAt() {
        return metaData == null || metaData.created() == null
                ? null
                : metaData.created().toInstant().truncatedTo(ChronoUnit.SECONDS);
    }

    /** Is this nothing that can't stand on a line, as a category of items? */
    public boolean forSale() {
        return !Boolean.FALSE.equals(active) && (type == null || !type.matches("Category|Group"));
    }

    /** Is this what people call by this name, or id? What is not active is no longer meant. */
    public boolean is(String nameOrId) {
        return !Boolean.FALSE.equals(active) && (nameOrId.equals(id) || nameOrId.equalsIgnoreCase(name));
    }

    /** Was this called so before it was made inactive? QuickBooks then marks its name. */
    boolean was(String nameOrId) {
        return Boolean.FALSE.equals(active)
                && (nameOrId.equals(id) || (nameOrId + INACTIVE_MARK).equalsIgnoreCase(name));
    }

    /** The account that sales of a new item go to, made like this one. Throws the fault where there is none. */
    public String requireIncomeAccount() {
        if (incomeAccount == null || incomeAccount.value() == null) {
            throw new PermanentFault(
                    "The item \"" + name + "\", like which new items are made, has no income account",
                    "Choose an item that is for sale in “Settings” (“Product or service”), or clear “Make products"
                            + " that QuickBooks does not have” there,"
                            + " then press “Try again”.");
        }
        return incomeAccount.value();
    }
}
