package org.wonbooks.logging;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.MDC;

/** What stands beside the lines of a run goes with the parts that other threads do of it. */
class RunLogTest {

    private final Map<String, String> seen = new HashMap<>();

    @AfterEach
    void end() {
        RunLog.end();
    }

    @Test
    void anotherThreadHasItForItsPartOnly() throws Exception {
        RunLog.begin(1, 2);
        RunLog.deal("17");
        Runnable part = RunLog.carried(() -> seen.putAll(MDC.getCopyOfContextMap()));
        Map<String, String> after = new HashMap<>();

        Thread other = new Thread(() -> {
            MDC.put("own", "kept");
            part.run();
            after.putAll(MDC.getCopyOfContextMap());
        });
        other.start();
        other.join();

        assertThat(seen).containsOnly(Map.entry("connection", "1"), Map.entry("work", "2"), Map.entry("deal", "17"));
        assertThat(after).containsOnly(Map.entry("own", "kept"));
    }

    @Test
    void whoIsAtNoRunKeepsNoTrace() {
        RunLog.answered("tid-1");
        assertThat(RunLog.trace()).isNull();

        RunLog.begin(1, 2);
        RunLog.answered("tid-2");
        assertThat(RunLog.trace()).isEqualTo("tid-2");
        RunLog.answered(null);
        assertThat(RunLog.trace()).as("the last answer has none").isNull();
    }
}
