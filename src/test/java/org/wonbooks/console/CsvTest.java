package org.wonbooks.console;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CsvTest {

    @Test
    void whatTurnsTheTextAroundItIsLeftOut() {
        assertThat(Csv.line("A\u202Ec\u2066me\u0007\u200F Ltd", "\u202E=1+1", "two\nlines"))
                .isEqualTo("\"Acme Ltd\",\"'=1+1\",\"two\nlines\"\r\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Acme", "a=b", "1-2", "Müller & Söhne", "Zürich | Bern", "שלום", ""})
    void otherTextStaysAsItIs(String text) {
        assertThat(Csv.line(text)).isEqualTo('"' + text + "\"\r\n");
    }

    @Test
    void valuesKeepTheirQuotesCommasAndLines() {
        assertThat(Csv.line("a \"b\", c", null, 5, "two\r\nlines"))
                .isEqualTo("\"a \"\"b\"\", c\",\"\",\"5\",\"two\r\nlines\"\r\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "=1+1",
                "+1",
                "-1",
                "@SUM(A1)",
                "\t=1",
                "\r=1",
                "\n=1+1",
                "\nsafe",
                " =1+1",
                "\u00A0=1+1",
                "\u00A0 \n -1",
                "\u3000@A1",
                "\uFEFF=1+1",
                "\u200B=1+1",
                "\uFF1D1+1",
                "\uFF0B1",
                "\uFF0D1",
                "\uFF20A1",
                "|cmd",
                "\uFF5Ccmd",
                "\u22121"
            })
    void whatASpreadsheetWouldRunIsText(String formula) {
        assertThat(Csv.line(formula)).isEqualTo("\"'" + formula + "\"\r\n");
    }
}
