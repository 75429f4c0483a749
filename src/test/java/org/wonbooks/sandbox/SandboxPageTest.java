package org.wonbooks.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SandboxPageTest {

    @Test
    void pageIsServedWithNothingInline(@TempDir Path data) throws IOException {
        try (SandboxRun sandbox = new SandboxRun(data)) {
            assertThat(sandbox.send("GET", "/sandbox", null)
                            .response()
                            .headers()
                            .firstValue("location"))
                    .hasValueSatisfying(location -> assertThat(location).endsWith("/sandbox/"));

            String page = sandbox.send("GET", "/sandbox/", null).body();
            assertThat(page)
                    .contains("src=\"sandbox.js\"", "href=\"sandbox.css\"")
                    .doesNotContain("<style", " style=", " onclick=")
                    .doesNotContainPattern("<script[^>]*>[^<]");
            assertThat(sandbox.send("GET", "/sandbox/sandbox.js", null).body()).doesNotContain("innerHTML");
            assertThat(sandbox.send("GET", "/sandbox/sandbox.css", null).status())
                    .isEqualTo(200);
        }
    }

    @Test
    void pageLiesWhereNothingServesItByItself() {
        assertThat(getClass().getResource("/sandbox-page/index.html")).isNotNull();
        assertThat(getClass().getResource("/static/sandbox/index.html")).isNull();
    }
}
