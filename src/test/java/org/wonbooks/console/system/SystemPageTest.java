package org.wonbooks.console.system;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.wonbooks.console.ConsoleTest;

/** What the page of the system says of this one. */
class SystemPageTest extends ConsoleTest {

    @Test
    void whatIsTrueHereIsSaidAndNoSecret() {
        Answer page = send("GET", "/system", null, "Authorization", basic(PASSWORD));

        assertThat(page.status()).isEqualTo(200);
        assertThat(page.body())
                .contains(
                        "H2 2.",
                        "http://localhost:" + port,
                        "This one alone",
                        "Room on its disk",
                        "Runs since",
                        "Encryption of tokens",
                        "href=\"/actuator/health\"")
                .doesNotContain("??", PASSWORD, "null");
    }
}
