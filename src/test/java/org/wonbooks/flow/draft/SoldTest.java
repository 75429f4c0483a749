package org.wonbooks.flow.draft;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SoldTest {

    @Test
    void tellsWhatIsSaidOtherwiseThanBefore() {
        String before = "products 17 x 2, 18 x 1 @ 5\ndiscount 10\ncurrency ";
        assertThat(Sold.changes(before, before)).isEmpty();
        assertThat(Sold.changes(before, "products 17 x 2\ndiscount 10\ncurrency JPY"))
                .isEqualTo("products 17 x 2, currency JPY");
        assertThat(Sold.changes(before, "products \ndiscount \ncurrency ")).isEqualTo("products, discount");
    }

    @Test
    void whatWasNotWrittenDownIsNoChange() {
        assertThat(Sold.changes(null, "discount 10")).as("by an older version").isEmpty();
        assertThat(Sold.changes("", "discount 10")).as("by other settings").isEmpty();
        assertThat(Sold.changes("discount 10", "currency USD")).isEmpty();
    }
}
