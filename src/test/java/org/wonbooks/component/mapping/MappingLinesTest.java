package org.wonbooks.component.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which line of a mapping a person is sent to. */
class MappingLinesTest {

    private static final String SCRIPT =
            """
            // CustomerRef: [value: '7']
            def deal = variables.deal
            def words = "CustomerRef: 7, Amount = 3"
            def line(made) {
                [Amount: made, 'Qty': 1]
            }
            def invoice = [
                CustomerRef: [value: 7],
                "Line"     : [line(3)],
            ]
            invoice.TxnDate = '2026-11-22'
            invoice['DocNumber'] = '5'
            invoice.Line.each { it.Amount *= 2 }
            if (deal.TotalAmt == 3 || deal['Deposit'] == 4) {
                invoice.CustomerRef = [value: 8]
            }
            invoice.with { CurrencyRef = [value: 'USD'] }
            invoice
                .findAll { it.value }
            """;

    @ParameterizedTest
    @CsvSource({
        "CustomerRef, 8 15",
        "Amount,      5 13",
        "Qty,         5",
        "Line,        9",
        "TxnDate,     11",
        "DocNumber,   12",
        "CurrencyRef, 17",
        "TotalAmt,    18",
        "Deposit,     18",
        "BillEmail,   18"
    })
    void isThatWhichSetsTheKeyOrElseThatOfTheResult(String key, String lines) {
        assertThat(MappingLines.of(SCRIPT, key).stream().map(String::valueOf)).containsExactly(lines.split(" "));
    }
}
