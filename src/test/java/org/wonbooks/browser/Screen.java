package org.wonbooks.browser;

import java.util.Map;
import org.openqa.selenium.chrome.ChromeDriver;

/** What a page is shown on. */
record Screen(int width, boolean dark) {

    static final int PHONE = 390;
    static final int TABLET = 640;
    static final int DESK = 1280;

    private static final int HEIGHT = 844;

    /** The browser's page has this size and these colours from now on. */
    void show(ChromeDriver driver) {
        // Not as a phone: that would make the page as wide as what does not fit.
        driver.executeCdpCommand(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", HEIGHT, "deviceScaleFactor", 1, "mobile", false));
        driver.executeCdpCommand("Emulation.setEmulatedMedia", Map.of("features", new Object[] {
            Map.of("name", "prefers-color-scheme", "value", dark ? "dark" : "light")
        }));
    }

    @Override
    public String toString() {
        return width + (dark ? "-dark" : "-light");
    }
}
