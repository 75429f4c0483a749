package org.wonbooks.sandbox.quickbooks.setup;

import static org.wonbooks.sandbox.store.Json.text;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.time.LocalDate;
import org.wonbooks.sandbox.quickbooks.company.QuickBooksFault;
import org.wonbooks.sandbox.quickbooks.company.Rules;

/** Terms of payment: so many days, or a day of the month. */
public final class Terms {

    private static final BigDecimal LONGEST = new BigDecimal(999);

    private Terms() {}

    static void settle(ObjectNode term) {
        boolean dated = term.has("DayOfMonthDue");
        String field = dated ? "DayOfMonthDue" : "DueDays";
        BigDecimal days = Rules.number(term, field);
        if (days.signum() < 0 || days.compareTo(dated ? new BigDecimal(31) : LONGEST) > 0) {
            throw new QuickBooksFault("2080", "Invalid Number. Supplied value:" + text(term, field), field);
        }
        term.put("Type", dated ? "DATE_DRIVEN" : "STANDARD");
    }

    /** A day of the month that comes too soon, or is over, is that of the next month. */
    public static LocalDate due(ObjectNode term, LocalDate date) {
        if (!term.has("DayOfMonthDue")) {
            return date.plusDays(term.path("DueDays").asLong());
        }
        LocalDate earliest = date.plusDays(term.path("DueNextMonthDays").asLong());
        LocalDate due = dayOfMonth(term, date);
        return due.isBefore(earliest) ? dayOfMonth(term, date.plusMonths(1)) : due;
    }

    private static LocalDate dayOfMonth(ObjectNode term, LocalDate month) {
        int day = term.path("DayOfMonthDue").asInt();
        return month.withDayOfMonth(Math.max(1, Math.min(day, month.lengthOfMonth())));
    }
}
