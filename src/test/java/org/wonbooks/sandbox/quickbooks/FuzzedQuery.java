package org.wonbooks.sandbox.quickbooks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.assertj.core.api.Assertions;

/** A text in a statement stays a text, whatever it is: the sandbox's parser shares nothing with its writer. */
public final class FuzzedQuery {

    private FuzzedQuery() {}

    /** The product's statement, read by the other side. */
    public static void literal(String text) {
        if (!org.wonbooks.quickbooks.query.Query.searchable(text)) {
            Assertions.assertThatIllegalArgumentException()
                    .isThrownBy(() -> org.wonbooks.quickbooks.query.Query.customersByName(text));
            return;
        }
        String statement =
                org.wonbooks.quickbooks.query.Query.customersByName(text).get("query");
        assertThat(Query.parse(statement))
                .isEqualTo(new Query(
                        false,
                        "Customer",
                        List.of(new Query.Condition("DisplayName", "=", List.of(text))),
                        List.of(),
                        1,
                        100));
    }
}
