package org.wonbooks.console.door;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.mock.env.MockEnvironment;
import org.wonbooks.configuration.WonbooksSettings;

/** What the log ends with at a start. */
@ExtendWith(OutputCaptureExtension.class)
class StartMessageTest {

    private static final String FORGOTTEN = "No profile was named, so this is the sandbox";

    private final MockEnvironment environment = new MockEnvironment();

    @Test
    void inProductionItSaysWhereAndNoPassword(CapturedOutput output) {
        environment.setActiveProfiles("production");

        start("https://books.example");

        assertThat(output)
                .contains("Wonbooks is ready at https://books.example")
                .doesNotContain("the password");
    }

    @Test
    void inTheSandboxItShowsThePasswordOnLinesOfTheirOwn(CapturedOutput output) {
        environment.setDefaultProfiles("sandbox");

        start("http://localhost:8080");

        assertThat(output.getAll().lines())
                .contains("    http://localhost:8080/          the connections: user admin, password the password");
        assertThat(output).doesNotContain(FORGOTTEN);
    }

    @Test
    void aForgottenProfileIsSaid(CapturedOutput output) {
        environment.setDefaultProfiles("sandbox");

        start("https://books.example");
        assertThat(output).contains(FORGOTTEN, "SPRING_PROFILES_ACTIVE=production");

        environment.setProperty("spring.datasource.url", "jdbc:postgresql://db/wonbooks");
        start("http://localhost:8080");
        assertThat(output.getAll().split(FORGOTTEN)).hasSize(3);
    }

    private void start(String url) {
        WonbooksSettings.Admin admin = new WonbooksSettings.Admin("admin", "the password");
        new StartMessage(new WonbooksSettings(url, "", null, admin), environment).started();
    }
}
