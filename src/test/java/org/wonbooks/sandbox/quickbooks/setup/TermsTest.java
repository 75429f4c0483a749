package org.wonbooks.sandbox.quickbooks.setup;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.wonbooks.sandbox.store.Json;

class TermsTest {

    /** Over the ends of months and years, a leap day, and whatever a zone does to its clocks in between. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 7, 15, 30, 45, 60, 90, 365, 999})
    void areSoManyDaysOfTheCalendar(int days) {
        ObjectNode term = Json.object().put("DueDays", days);
        LocalDate.of(2027, 1, 1).datesUntil(LocalDate.of(2029, 1, 1)).forEach(day -> {
            LocalDate due = Terms.due(term, day);
            assertThat(ChronoUnit.DAYS.between(day, due)).isEqualTo(days);
            assertThat(due.toEpochDay() - day.toEpochDay()).isEqualTo(days);
        });
    }
}
