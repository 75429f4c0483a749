package org.wonbooks.invoicing.draft;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import org.wonbooks.fault.PermanentFault;
import org.wonbooks.invoicing.PlainText;

/** The date of an invoice, where a field of the deal says it. */
public final class InvoiceDate {

    /** Farther away it is a slip: an invoice of that date would be found by nobody. */
    private static final int MOST_YEARS = 5;

    private InvoiceDate() {}

    /**
     * Reads what Kommo gives: the seconds since 1970 of a day's beginning in the account's zone, or a date as text.
     *
     * @param typed null: nothing, as is the answer
     * @param field what the setting calls it
     */
    public static LocalDate read(String typed, String field, ZoneId zone) {
        if (typed == null) {
            return null;
        }
        try {
            if (typed.matches("-?\\d+")) {
                return day(Instant.ofEpochSecond(Long.parseLong(typed)), zone);
            }
            return typed.contains("T") ? day(OffsetDateTime.parse(typed).toInstant(), zone) : LocalDate.parse(typed);
        } catch (DateTimeException | NumberFormatException noDate) {
            throw refused("The deal's field \"" + field + "\" is no date: " + PlainText.cut(PlainText.of(typed), 100));
        }
    }

    private static LocalDate day(Instant moment, ZoneId zone) {
        return LocalDate.ofInstant(moment, zone);
    }

    /**
     * The date that is billed.
     *
     * @param said by the deal; null: nothing
     */
    public static LocalDate of(LocalDate said, String field, LocalDate today) {
        if (said == null) {
            return today;
        }
        if (said.isBefore(today.minusYears(MOST_YEARS)) || said.isAfter(today.plusYears(MOST_YEARS))) {
            throw refused("The deal's field \"" + field + "\" says " + said + ", more than " + MOST_YEARS
                    + " years from today");
        }
        return said;
    }

    private static PermanentFault refused(String why) {
        return new PermanentFault(
                why,
                "Put the date right in Kommo, or choose another field in “Settings” (“Field with the invoice date”),"
                        + " then press “Try again”.");
    }
}
