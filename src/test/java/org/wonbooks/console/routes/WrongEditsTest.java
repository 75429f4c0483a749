package org.wonbooks.console.routes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.util.FileSystemUtils;
import org.wonbooks.routes.check.RouteCheck;
import org.wonbooks.testing.RouteEdit;
import org.wonbooks.testing.RunningWonbooks;
import org.wonbooks.testing.Whole;

/** Each wrong edit that the table has is refused where it should come to work, and changes nothing for a deal. */
@Whole
class WrongEditsTest extends RunningWonbooks {

    private static final String WRONG = "wrong";

    private Path candidate() {
        return settings.routes().resolveSibling("candidates").resolve(WRONG);
    }

    static Stream<RouteEdit> edits() {
        return Stream.of("check", "examples", "apply").flatMap(RouteEdit::wrong);
    }

    /** What the check does not see. */
    static Stream<RouteEdit> beyondTheCheck() {
        return Stream.of("examples", "apply").flatMap(RouteEdit::wrong);
    }

    @AfterEach
    void clear() throws IOException {
        FileSystemUtils.deleteRecursively(candidate());
    }

    @ParameterizedTest
    @MethodSource("edits")
    void isNotPutToWork(RouteEdit edit) throws IOException {
        edit.make(candidate());
        String place = edit.place(candidate());
        long before = product.get("/routes").path("number").asLong();

        assertThatThrownBy(() -> product.post("/routes/apply", "{\"candidate\": \"" + WRONG + "\"}"))
                .hasMessageStartingWith("422 ")
                .hasMessageContaining(place)
                .message()
                .contains(json(edit.text("words")));

        assertThat(product.get("/routes").path("number").asLong()).isEqualTo(before);
    }

    @ParameterizedTest
    @MethodSource("beyondTheCheck")
    void passesTheCheck(RouteEdit edit) throws IOException {
        edit.make(candidate());

        assertThat(RouteCheck.check(candidate())).isEmpty();
    }

    @Test
    void aDealIsBilledAsEver() {
        long lead = billed("As ever", "10.00");

        assertThat(sandbox.invoicesOf(lead)).hasSize(1);
    }

    private static String json(String text) {
        return text.replace("\\", "\\\\").replace("\"", "\\\"");
    }
}
