package org.wonbooks.quickbooks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.wonbooks.fault.Fault;
import org.wonbooks.peer.ApiAnswer;

/** What a fault of QuickBooks says, and what a person can do about it. */
class QuickBooksFaultWordsTest extends QuickBooksErrors {

    @Test
    void namesAllErrorsAsFarAsAnybodyReadsThemAndHowManyAreLeft() {
        String few = refused(3);
        assertThat(few)
                .isEqualTo("QuickBooks refused (2500): Invalid Reference Id (Item element id 1 not found);"
                        + " Invalid Reference Id (Item element id 2 not found);"
                        + " Invalid Reference Id (Item element id 3 not found)");
        String many = refused(300);
        assertThat(many)
                .contains("id 1 not", "id 10 not")
                .matches(".*; and \\d+ more")
                .hasSizeLessThan(1000);
    }

    private static String refused(int errors) {
        String list = IntStream.rangeClosed(1, errors)
                .mapToObj(id -> ("{\"Message\": \"Invalid Reference Id\", \"Detail\": \"Item element id %d not found\","
                                + " \"code\": \"2500\"}")
                        .formatted(id))
                .collect(Collectors.joining(","));
        String body = "{\"Fault\": {\"Error\": [" + list + "], \"type\": \"ValidationFault\"}}";
        return catchThrowableOfType(Fault.class, () -> QuickBooksFaults.check(new ApiAnswer(400, body, null), false))
                .getMessage();
    }

    @Test
    void saysWhatQuickBooksSaysAndWhichCallItWas() {
        Fault fault = fault(
                400,
                """
                {"Fault":{"Error":[{"Message":"Invalid ID","Detail":"Id should be a valid number. Supplied value:1.5",
                 "code":"2030","element":"Id"}],"type":"ValidationFault"},"time":"2026-09-15T06:58:50.262-07:00"}
                """);
        assertThat(fault)
                .hasMessage("QuickBooks refused (2030): Invalid ID"
                        + " (Id should be a valid number. Supplied value:1.5) [intuit_tid 1-tid]");
        assertThat(fault.fix()).isEqualTo("Put right what QuickBooks names, then press “Try again”.");
    }

    @Test
    void saysTheStatusWhereThereIsNoCode() {
        assertThat(fault(404, "")).hasMessage("QuickBooks refused (404): no reason given [intuit_tid 1-tid]");
    }

    @Test
    void doesNotSayAnythingTwice() {
        String body = "{\"Fault\":{\"Error\":[{\"Message\":\"Gone\",\"Detail\":\"Gone\",\"code\":\"620\"}]}}";
        assertThat(catchThrowableOfType(
                        Fault.class, () -> QuickBooksFaults.check(new ApiAnswer(400, body, null), false)))
                .hasMessage("QuickBooks refused (620): Gone");
    }

    @Test
    void quotesNoBodyAtLength() {
        String body = "{\"Fault\":{\"Error\":[{\"Message\":\"" + "m".repeat(5000) + "\",\"Detail\":\""
                + "d".repeat(5000) + "\",\"code\":\"6000\"}]}}";
        assertThat(fault(400, body).getMessage())
                .hasSizeLessThan(600)
                .contains("mmm")
                .endsWith("[intuit_tid 1-tid]");
        assertThat(fault(500, body).getMessage()).hasSizeLessThan(600);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "6240 | Rename the other one in QuickBooks or the contact in Kommo, then press “Try again”.",
                "610  | Make the customer, item or terms that the deal uses active again in QuickBooks, then press"
                        + " “Try again”.",
                "2500 | Make the customer, item or terms that the deal uses active again in QuickBooks, then press"
                        + " “Try again”.",
                "2210 | Put the contact's e-mail right in Kommo, then press “Try again”.",
                "6140 | Free the invoice number in QuickBooks, then press “Try again”.",
                "6200 | The books are closed for this date: move the closing date in QuickBooks (“Account and"
                        + " settings > Advanced > Accounting > Close the books”), then press “Try again”.",
                "6210 | The books are closed for this date: move the closing date in QuickBooks (“Account and"
                        + " settings > Advanced > Accounting > Close the books”), then press “Try again”.",
                "4000 | Look at the value that is searched for: QuickBooks can't search for some characters."
            })
    void saysWhatAPersonCanDo(String code, String fix) {
        assertThat(fault(400, business(code)).fix()).isEqualTo(fix);
    }
}
