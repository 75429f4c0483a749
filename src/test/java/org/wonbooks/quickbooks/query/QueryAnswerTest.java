package org.wonbooks.quickbooks.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.wonbooks.testing.ProductJson.read;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.wonbooks.quickbooks.invoice.Customer;

class QueryAnswerTest {

    @Test
    void hasWhatWasFound() {
        QueryAnswer answer = read(
                """
                {"QueryResponse": {"Customer": [{"Id": "70", "DisplayName": "Doe", "Active": true}],
                 "startPosition": 1, "maxResults": 1, "totalCount": 1}, "time": "2026-09-15T05:58:16.123-07:00"}
                """,
                QueryAnswer.class);
        assertThat(answer.customers()).extracting(Customer::id).containsExactly("70");
        assertThat(answer.items()).isEmpty();
        assertThat(answer.terms()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"QueryResponse\": {}, \"time\": \"2026-09-15T05:58:16.123-07:00\"}",
                "{\"QueryResponse\": {\"totalCount\": 6}}",
                "{\"time\": \"2026-09-15T05:58:16.123-07:00\"}"
            })
    void isEmptyWhenNothingWasFound(String json) {
        QueryAnswer answer = read(json, QueryAnswer.class);
        assertThat(answer.customers()).isEmpty();
        assertThat(answer.items()).isEmpty();
        assertThat(answer.terms()).isEmpty();
    }

    @Test
    void isNoneWithoutEvenATime() {
        assertThatThrownBy(() -> read("{}", QueryAnswer.class)).hasMessageContaining("neither QueryResponse nor time");
    }
}
