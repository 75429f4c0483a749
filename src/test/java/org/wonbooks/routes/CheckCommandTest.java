package org.wonbooks.routes;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@ExtendWith(OutputCaptureExtension.class)
class CheckCommandTest {

    @Test
    void saysThatAllIsFine(CapturedOutput output) {
        assertThat(CheckCommand.run(new String[] {"--check", "routes"})).isZero();

        assertThat(output.getOut().lines()).singleElement().asString().matches("\\d+ files, \\d+ routes: fine");
    }

    @Test
    void printsEachFaultOnALine(CapturedOutput output) {
        assertThat(CheckCommand.run(new String[] {"--check", "src/test/resources/routes-faulty/syntax"}))
                .isEqualTo(1);

        assertThat(output.getOut().lines())
                .anyMatch(
                        line -> line.startsWith("src/test/resources/routes-faulty/syntax/steps/endpoint.camel.yaml:11:"
                                + " sql: has no option 'outputTyp'"));
    }

    @Test
    void looksIntoRoutesWhenNoDirectoryIsNamed(CapturedOutput output) {
        CheckCommand.run(new String[] {"--check"});

        assertThat(output.getOut()).doesNotContain("no such directory");
    }
}
