package org.wonbooks.browser;

import com.deque.html.axecore.results.CheckedNode;
import com.deque.html.axecore.results.Rule;
import com.deque.html.axecore.selenium.AxeBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import java.util.regex.Pattern;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.logging.LogType;

/**
 * What is wrong with pages as a browser shows them: against WCAG 2.2 AA as far as axe can see, wider than the screen,
 * or with words in the browser's log. A picture of each is kept.
 */
final class Looks {

    private static final List<String> WCAG = List.of("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa");

    /** A tablet's page is a phone's, in its rules; only its width is another. */
    private static final List<Screen> SCREENS = List.of(
            new Screen(Screen.PHONE, false),
            new Screen(Screen.PHONE, true),
            new Screen(Screen.TABLET, false),
            new Screen(Screen.DESK, false),
            new Screen(Screen.DESK, true));

    /** A page that refuses is an answer, too. */
    private static final Pattern REFUSAL =
            Pattern.compile("\\S+(?<!\\.css|\\.js) - Failed to load resource: .* status of 4\\d\\d .*");

    /** What was opened is marked, so that the page is left as it was. */
    private static final String OPEN_ALL =
            """
            const closed = [...document.querySelectorAll('details:not([open])')];
            closed.forEach(one => { one.open = true; one.dataset.opened = ''; });
            return closed.length > 0
            """;

    private static final String CLOSE_AGAIN =
            "document.querySelectorAll('[data-opened]').forEach(one => { one.open = false; delete one.dataset.opened; })";

    private final ChromeDriver driver;
    private final List<String> faults = new ArrayList<>();

    Looks(ChromeDriver driver) {
        this.driver = driver;
    }

    /** Looks at the page that is shown, on every screen; and once more with all in it opened that can be. */
    void at(String name) {
        onEveryScreen(name);
        if ((Boolean) driver.executeScript(OPEN_ALL)) {
            onEveryScreen(name + "-opened");
            driver.executeScript(CLOSE_AGAIN);
        }
        log(name);
    }

    private void onEveryScreen(String name) {
        for (Screen screen : SCREENS) {
            fits(name, screen);
            if (screen.width() != Screen.TABLET) {
                axe(name + "-" + screen);
            }
        }
    }

    /** Looks whether it is no wider than the screen alone. */
    void fits(String name) {
        for (int width : List.of(Screen.PHONE, Screen.TABLET, Screen.DESK)) {
            fits(name, new Screen(width, false));
        }
        log(name);
    }

    private void fits(String name, Screen screen) {
        screen.show(driver);
        picture(name + "-" + screen);
        scroll(name + "-" + screen, screen);
    }

    private void picture(String where) {
        Map<String, Object> picture = driver.executeCdpCommand(
                "Page.captureScreenshot", Map.of("format", "png", "captureBeyondViewport", true));
        try {
            Files.write(
                    Chromium.SCREENSHOTS.resolve(where + ".png"),
                    Base64.getDecoder().decode((String) picture.get("data")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void scroll(String where, Screen screen) {
        long width = (Long) driver.executeScript("return document.documentElement.scrollWidth");
        if (width > screen.width()) {
            faults.add(where + " is " + width + " wide: " + widest(screen));
        }
    }

    private Object widest(Screen screen) {
        return driver.executeScript(
                """
                return [...document.querySelectorAll('body *')]
                    .filter(element => element.getBoundingClientRect().right > arguments[0])
                    .map(element => element.outerHTML.slice(0, 120)).slice(-3).join(' / ')
                """,
                screen.width());
    }

    private void axe(String where) {
        // There are no frames, whose own results would be put together in a window of their own.
        AxeBuilder axe = new AxeBuilder().withTags(WCAG).setLegacyMode();
        for (Rule rule : axe.analyze(driver).getViolations()) {
            for (CheckedNode node : rule.getNodes()) {
                faults.add(where + ": " + rule.getId() + ": " + node.getHtml() + " " + node.getFailureSummary());
            }
        }
    }

    private void log(String name) {
        driver.manage().logs().get(LogType.BROWSER).getAll().stream()
                .filter(line -> line.getLevel().intValue() >= Level.WARNING.intValue())
                .filter(line -> !REFUSAL.matcher(line.getMessage()).matches())
                .forEach(line -> faults.add(name + ", the browser's log: " + line.getMessage()));
    }

    /** What was found so far. */
    List<String> faults() {
        return faults;
    }
}
