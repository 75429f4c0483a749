package org.wonbooks.invoicing.draft;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.wonbooks.connection.ConnectionSettings;
import org.wonbooks.fault.PermanentFault;
import org.wonbooks.invoicing.money.SalesTax;

class InvoiceDateTest {

    @ParameterizedTest
    @CsvSource({
        // midnight of the account
        "1795323600, America/New_York, 2026-11-22",
        "1795255200, Asia/Tokyo, 2026-11-21",
        "-86400, UTC, 1969-12-31",
        "2026-11-22, America/New_York, 2026-11-22",
        "2026-11-22T00:00:00-05:00, America/New_York, 2026-11-22",
        "2026-11-22T00:00:00Z, America/New_York, 2026-11-21"
    })
    void isTheDayInTheAccountsZone(String typed, String zone, LocalDate day) {
        assertThat(InvoiceDate.read(typed, "DAY", ZoneId.of(zone))).isEqualTo(day);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "soon",
                "22.11.2026",
                "11/22/2026",
                "2026-02-30",
                "2026-11-22T00:00",
                "T",
                "1795323600.5",
                "99999999999999999999",
                "9223372036854775807"
            })
    void thatIsNoneIsRefused(String typed) {
        assertThatExceptionOfType(PermanentFault.class)
                .isThrownBy(() -> InvoiceDate.read(typed, "DAY", ZoneId.of("America/New_York")))
                .withMessage("The deal's field \"DAY\" is no date: " + typed)
                .satisfies(fault -> assertThat(fault.fix())
                        .isEqualTo("Put the date right in Kommo, or choose another field in “Settings” (“Field with the"
                                + " invoice date”),"
                                + " then press “Try again”."));
    }

    @Test
    void isTheDayOnWhichItIsDecidedWhereTheDealSaysNone() {
        assertThat(InvoiceDate.read(null, null, ZoneId.of("UTC"))).isNull();
        assertThat(InvoiceDate.of(null, null, Drafts.DAY)).isEqualTo(Drafts.DAY);
    }

    @ParameterizedTest
    @ValueSource(strings = {"2021-11-22", "2031-11-22"})
    void ofAFewYearsAwayMayBeMeant(LocalDate said) {
        assertThat(InvoiceDate.of(said, "DAY", Drafts.DAY)).isEqualTo(said);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1970-01-01", "2021-11-21", "2031-11-23", "58857-01-01"})
    void ofManyYearsAwayIsASlip(String said) {
        LocalDate day = LocalDate.parse(said.length() > 10 ? "+" + said : said);
        assertThatExceptionOfType(PermanentFault.class)
                .isThrownBy(() -> InvoiceDate.of(day, "DAY", Drafts.DAY))
                .withMessage("The deal's field \"DAY\" says " + day + ", more than 5 years from today");
    }

    @Test
    void isOfTheDayThatTheDealSays() {
        LocalDate date = Drafts.DAY.minusDays(10);
        assertThat(draft(date, Drafts.BOOKS).date()).isEqualTo(date);
    }

    @Test
    void mayNotBeOfADayThatIsClosed() {
        References closed = new References(
                "1", "3", SalesTax.NONE, "USD", false, null, Drafts.DAY.minusDays(10), false, null, null);
        assertThat(draft(null, closed).date()).isEqualTo(Drafts.DAY);
        assertThatExceptionOfType(PermanentFault.class)
                .isThrownBy(() -> draft(Drafts.DAY.minusDays(10), closed))
                .withMessage("The books are closed up to 2026-11-12, and an invoice of 2026-11-12 is refused")
                .satisfies(fault -> assertThat(fault.fix()).contains("or put the deal's date right in Kommo"));
    }

    private static InvoiceIntent draft(LocalDate date, References books) {
        Party jane = new Party("contact:17", "Jane Roe", "Jane", "Roe", null, List.of(), List.of(), null);
        return InvoiceDraft.of(
                Drafts.deal(jane, null, List.of(), date), ConnectionSettings.defaults(), books, Drafts.DAY);
    }
}
