package org.wonbooks.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What is wrong with a page is seen: else the other tests here would tell nothing. */
class LooksIT {

    @RegisterExtension
    static final Chromium CHROMIUM = new Chromium();

    @Test
    void whatIsWrongIsFound() {
        open(
                """
                <title>Wrong</title><main><img src="data:,">
                <p style="color: #bbb; background: #fff">Too pale</p><p style="width: 700px">Too wide</p>
                <button style="width: 9px; height: 9px; padding: 0">a</button><button style="width: 9px; height: 9px; padding: 0">b</button>
                <script>console.error('Out of order')</script></main>
                """);
        Looks looks = new Looks(CHROMIUM.driver());

        looks.at("wrong");

        assertThat(String.join("\n", looks.faults()))
                .contains(
                        "wrong-390-light: image-alt",
                        "wrong-1280-dark: color-contrast",
                        "wrong-1280-light: target-size",
                        "wrong-390-dark: html-has-lang",
                        "wrong-640-light is 7",
                        "wrong, the browser's log: ",
                        "Out of order")
                .doesNotContain("wrong-1280-light is");
    }

    @Test
    void aFocusThatNobodySeesIsFound() {
        open("<html lang='en'><title>Wrong</title><button>First</button><button style='outline: none'>Second</button>");
        Person person = new Person(CHROMIUM.driver(), true).press("First");

        assertThatThrownBy(() -> person.press("Second")).hasMessage("Nobody sees that the focus is on Second");
    }

    private static void open(String page) {
        CHROMIUM.driver()
                .get("data:text/html,"
                        + URLEncoder.encode(page, StandardCharsets.UTF_8).replace("+", "%20"));
    }
}
