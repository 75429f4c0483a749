package org.wonbooks.invoicing;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WordsTest {

    @ParameterizedTest
    @CsvSource(
            textBlock =
                    """
                    1500.5,         USD, '1,500.50 USD'
                    0.1,            EUR, 0.10 EUR
                    0,              USD, 0.00 USD
                    -1234567.891,   USD, '-1,234,567.89 USD'
                    99999999999.99, USD, '99,999,999,999.99 USD'
                    1E+3,              , '1,000.00'
                    """)
    void anAmountHasSeparatorsTwoDecimalsAndItsCurrency(BigDecimal amount, String currency, String words) {
        assertThat(Words.amount(amount, currency)).isEqualTo(words);
    }
}
