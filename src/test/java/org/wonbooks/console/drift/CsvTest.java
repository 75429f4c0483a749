package org.wonbooks.console.drift;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CsvTest {

    @Test
    void valuesKeepTheirQuotesCommasAndLines() {
        assertThat(Csv.line("a \"b\", c", null, 5, "two\r\nlines"))
                .isEqualTo("\"a \"\"b\"\", c\",\"\",\"5\",\"two\r\nlines\"\r\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1"})
    void whatASpreadsheetWouldRunIsText(String formula) {
        assertThat(Csv.line(formula)).isEqualTo("\"'" + formula + "\"\r\n");
    }
}
