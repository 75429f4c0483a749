package org.wonbooks.browser;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.interactions.Actions;

/**
 * Somebody at the browser, who knows things by their names and waits until they are there; with a pointer, or by
 * keyboard alone. What they do is counted: a click, or a field that is filled in.
 */
final class Person {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration LOOK = Duration.ofMillis(50);

    /** More than there are on any page. */
    private static final int MOST_TABS = 300;

    private static final String SEEN =
            """
            return [...document.querySelectorAll('a[href], button, input, select, textarea, summary')]
                .filter(element => !element.disabled && element.checkVisibility({visibilityProperty: true}))
            """;

    private static final String SETTLED =
            """
            return document.readyState === 'complete'
                && !document.querySelector('.htmx-request, .htmx-swapping, .htmx-settling')
            """;

    /** Whether whoever looks sees where the focus is, and nothing lies over it. */
    private static final String FOCUS_SEEN =
            """
            const focused = document.activeElement, style = getComputedStyle(focused);
            const place = focused.getBoundingClientRect();
            const above = document.elementFromPoint(place.x + place.width / 2, place.y + place.height / 2);
            return (style.outlineStyle !== 'none' || style.boxShadow !== 'none')
                && !!above && (focused.contains(above) || above.contains(focused) || [...focused.labels ?? []].some(label => label.contains(above)))
            """;

    private final ChromeDriver driver;
    private final boolean byKeyboard;
    private final List<String> done = new ArrayList<>();

    Person(ChromeDriver driver, boolean byKeyboard) {
        this.driver = driver;
        this.byKeyboard = byKeyboard;
    }

    /** Types an address, or takes a bookmark; not counted. */
    Person open(String url) {
        driver.get(url);
        return this;
    }

    /** Presses a button or a link, or ticks a box. */
    Person press(String name) {
        return act("presses " + name, name, element -> {
            if (!byKeyboard) {
                element.click();
            } else if ("checkbox".equals(element.getDomAttribute("type"))
                    || "radio".equals(element.getDomAttribute("type"))) {
                keys(Keys.SPACE);
            } else {
                keys(Keys.ENTER);
            }
        });
    }

    /** Fills in a field, in place of what it says. */
    Person type(String field, String text) {
        return act("types into " + field, field, element -> {
            if (!byKeyboard) {
                element.clear();
                element.sendKeys(text);
            } else {
                new Actions(driver)
                        .keyDown(Keys.CONTROL)
                        .sendKeys("a")
                        .keyUp(Keys.CONTROL)
                        .sendKeys(text)
                        .perform();
            }
        });
    }

    /** Chooses of a list. */
    Person choose(String field, String option) {
        return act("chooses " + option + " as " + field, field, element -> {
            if (!byKeyboard) {
                element.findElement(By.xpath("option[normalize-space() = '" + option + "']"))
                        .click();
            } else {
                keys(option);
            }
        });
    }

    private Person act(String what, String name, Consumer<WebElement> action) {
        done.add(what);
        await(toString())
                .atMost(PATIENCE)
                .pollDelay(Duration.ZERO)
                .pollInterval(LOOK)
                .until(() -> settled() && found(name, action));
        return this;
    }

    /** Nothing is done where it is not there yet, or goes while it is reached for. */
    private boolean found(String name, Consumer<WebElement> action) {
        try {
            List<WebElement> found = named(name);
            if (found.size() > 1) {
                throw new AssertionError(found.size() + " are called " + name + ": " + this);
            }
            if (found.isEmpty()) {
                return false;
            }
            if (byKeyboard) {
                reach(found.get(0), name);
            }
            action.accept(found.get(0));
            return true;
        } catch (StaleElementReferenceException replaced) {
            return false;
        }
    }

    private void reach(WebElement element, String name) {
        for (int tabs = 0; tabs < MOST_TABS; tabs++) {
            if (driver.switchTo().activeElement().equals(element)) {
                if (!(Boolean) driver.executeScript(FOCUS_SEEN)) {
                    throw new AssertionError("Nobody sees that the focus is on " + name);
                }
                return;
            }
            keys(Keys.TAB);
        }
        throw new AssertionError("No Tab leads to " + name);
    }

    private void keys(CharSequence keys) {
        new Actions(driver).sendKeys(keys).perform();
    }

    @SuppressWarnings("unchecked")
    private List<WebElement> named(String name) {
        return ((List<WebElement>) driver.executeScript(SEEN))
                .stream()
                        .filter(element -> element.getAccessibleName().strip().equals(name))
                        .toList();
    }

    /** Waits until the page shows all of this. */
    Person sees(String... texts) {
        await(this + ": " + String.join(" and ", texts))
                .atMost(PATIENCE)
                .pollDelay(Duration.ZERO)
                .pollInterval(LOOK)
                .until(() -> settled() && Arrays.stream(texts).allMatch(text()::contains));
        return this;
    }

    /** What the page shows, but for what has to be opened first; with plain blanks. */
    String text() {
        return String.valueOf(driver.executeScript("return document.body.innerText"))
                .replace('\u00a0', ' ')
                .replace('\u202f', ' ');
    }

    /** Whether nothing of the page is on its way. */
    private boolean settled() {
        return (Boolean) driver.executeScript(SETTLED);
    }

    /** How many clicks and fields it took. */
    int actions() {
        return done.size();
    }

    @Override
    public String toString() {
        return String.join(", ", done);
    }
}
