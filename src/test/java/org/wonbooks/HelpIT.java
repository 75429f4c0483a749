package org.wonbooks;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.wonbooks.testing.RunningJar;
import org.wonbooks.testing.WonbooksJar;

/** {@code --help}, and words that are nearly commands. */
class HelpIT {

    @RegisterExtension
    final WonbooksJar jar = new WonbooksJar();

    @Test
    void helpNamesTheCommandsAndStartsNothing() {
        RunningJar help = jar.start("--sandbox", "--help", "--server.port=0");

        assertThat(help.awaitExit()).isZero();
        assertThat(help.output())
                .contains("--check", "--backup", "--demo", "--sandbox", "--help")
                .contains("production", "wonbooks.public-url", "docs/install.md")
                .doesNotContain("INFO");
        assertThat(jar.folder().resolve("data")).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(strings = {"--chekc", "-check", "--Backup", "-Dserver.port=0", "--"})
    void aWordThatNothingIsStartedByStartsNothing(String word) {
        RunningJar mistyped = jar.start(word, "routes");

        assertThat(mistyped.awaitExit()).isEqualTo(1);
        assertThat(mistyped.output().strip())
                .startsWith("Nothing was started, as there is no " + word + ". The commands are --help, --check")
                .doesNotContain("\n");
        assertThat(jar.folder().resolve("data")).doesNotExist();
    }
}
