package org.wonbooks.browser;

import static org.junit.jupiter.api.Assumptions.abort;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.PageLoadStrategy;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;
import org.wonbooks.testing.TestFolder;

/**
 * The machine's Chromium, one for a class of tests, without a screen and without a way out of the machine. Each test
 * begins without cookies. Where there is none, the tests skip themselves.
 */
final class Chromium implements BeforeAllCallback, BeforeEachCallback, AfterEachCallback, AfterAllCallback {

    /** What is kept of each run, to be looked at. */
    static final Path SCREENSHOTS = Path.of("target", "screenshots");

    /** They speak of a protocol that is not used. Kept here, since nobody else keeps it. */
    private static final Logger WARNINGS = Logger.getLogger("org.openqa.selenium");

    static {
        WARNINGS.setLevel(Level.SEVERE);
    }

    private static final Optional<File> BROWSER = onPath("chromium", "chromium-browser", "google-chrome");
    private static final Optional<File> DRIVER = onPath("chromedriver");

    private ChromeDriver driver;

    private static Optional<File> onPath(String... names) {
        return Arrays.stream(names)
                .flatMap(name -> Stream.of(System.getenv("PATH").split(Pattern.quote(File.pathSeparator)))
                        .map(folder -> new File(folder, name)))
                .filter(File::canExecute)
                .findFirst();
    }

    @Override
    public void beforeAll(ExtensionContext context) throws IOException {
        if (BROWSER.isEmpty() || DRIVER.isEmpty()) {
            String why = context.getDisplayName() + " is left out: chromium and chromedriver are not on the path.";
            System.out.println(why);
            abort(why);
        }
        Files.createDirectories(SCREENSHOTS);
        ChromeDriverService service = new ChromeDriverService.Builder()
                .usingDriverExecutable(DRIVER.get())
                .usingAnyFreePort()
                .build();
        driver = new ChromeDriver(service, options(context.getRequiredTestClass()));
    }

    private static ChromeOptions options(Class<?> test) {
        LoggingPreferences logged = new LoggingPreferences();
        logged.enable(LogType.BROWSER, Level.ALL);
        ChromeOptions options = new ChromeOptions();
        options.setBinary(BROWSER.get());
        options.setPageLoadStrategy(PageLoadStrategy.NORMAL);
        options.setCapability("goog:loggingPrefs", logged);
        options.setExperimentalOption(
                "prefs", Map.of("credentials_enable_service", false, "profile.password_manager_enabled", false));
        options.addArguments(List.of(
                "--headless=new",
                "--no-first-run",
                "--lang=en-US",
                // A phone has none that take room.
                "--hide-scrollbars",
                // What fades is looked at as it is in the end.
                "--force-prefers-reduced-motion",
                "--disable-dev-shm-usage",
                "--disable-extensions",
                "--disable-sync",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-default-apps",
                "--disable-features=OptimizationHints,MediaRouter,Translate",
                "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE localhost",
                "--user-data-dir=" + TestFolder.of("chromium-" + test.getSimpleName())));
        if (System.getProperty("user.name").equals("root")) {
            options.addArguments("--no-sandbox");
        }
        return options;
    }

    ChromeDriver driver() {
        return driver;
    }

    /** Pages are asked for in this language from now on. */
    void speaks(String language) {
        driver.executeCdpCommand(
                "Emulation.setUserAgentOverride",
                Map.of(
                        "userAgent",
                        String.valueOf(driver.executeScript("return navigator.userAgent")),
                        "acceptLanguage",
                        language));
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        driver.executeCdpCommand("Network.clearBrowserCookies", Map.of());
        driver.manage().logs().get(LogType.BROWSER);
    }

    /** What a failed test has seen last. */
    @Override
    public void afterEach(ExtensionContext context) throws IOException {
        if (context.getExecutionException().isPresent()) {
            String name = context.getRequiredTestClass().getSimpleName() + "-"
                    + context.getDisplayName().replaceAll("[^A-Za-z0-9]+", "-");
            Files.write(SCREENSHOTS.resolve("failed-" + name + ".png"), driver.getScreenshotAs(OutputType.BYTES));
            System.out.println(driver.getCurrentUrl() + "\n" + driver.executeScript("return document.body.innerText"));
            driver.manage().logs().get(LogType.BROWSER).forEach(System.out::println);
        }
    }

    @Override
    public void afterAll(ExtensionContext context) {
        if (driver != null) {
            driver.quit();
        }
    }
}
