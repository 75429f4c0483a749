package org.wonbooks.peer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.wonbooks.testing.ProductJson;

class AnswerJsonTest {

    private record Bill(BigDecimal amount) {}

    @ParameterizedTest
    @ValueSource(strings = {"0", "1500.5", "-0.01", "1e5", "99999999999.99", "\"12.50\""})
    void readsAmountsToTheDigit(String amount) {
        assertThat(bill(amount).amount()).isEqualTo(new BigDecimal(amount.replace("\"", "")));
    }

    @Test
    void readsNoAmount() {
        assertThat(bill("null").amount()).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"1e101", "1e999999999", "1e-999999999", "-1e2147483647", "\"1e999999999\"", "1e99999999999"})
    void refusesAmountsThatNothingCanBeAddedTo(String amount) {
        assertThatIllegalArgumentException().isThrownBy(() -> bill(amount));
    }

    @Test
    void stopsAtTheLimits() {
        assertThat(ProductJson.read(deep(64), JsonNode.class).isArray()).isTrue();
        assertThatIllegalArgumentException().isThrownBy(() -> ProductJson.read(deep(65), JsonNode.class));
        assertThat(bill("9".repeat(100)).amount().precision()).isEqualTo(100);
        assertThatIllegalArgumentException().isThrownBy(() -> bill("9".repeat(101)));
    }

    private static String deep(int levels) {
        return "[".repeat(levels) + "]".repeat(levels);
    }

    private static Bill bill(String amount) {
        return ProductJson.read("{\"amount\": " + amount + "}", Bill.class);
    }
}
