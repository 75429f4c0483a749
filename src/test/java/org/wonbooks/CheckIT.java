package org.wonbooks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.util.FileSystemUtils;
import org.wonbooks.testing.RunningJar;
import org.wonbooks.testing.WonbooksJar;

/** {@code --check routes/}. */
class CheckIT {

    @RegisterExtension
    final WonbooksJar jar = WonbooksJar.asItIs();

    @Test
    void theShippedRoutesAreFine() {
        RunningJar check = jar.start("--check", WonbooksJar.ROUTES.toString());

        assertThat(check.awaitExit()).isZero();
        assertThat(check.output().strip()).matches("\\d+ files, \\d+ routes: fine");
    }

    @Test
    void aFaultIsNamedByFileAndLine() throws IOException {
        Path routes = jar.folder().resolve("routes");
        FileSystemUtils.copyRecursively(WonbooksJar.ROUTES, routes);
        Path file = routes.resolve("flows/deal-won.camel.yaml");
        String broken = Files.readString(file).replace("direct:quickbooks-bill-customer", "direct:send-by-pigeon");
        Files.writeString(file, broken);
        int line = broken.substring(0, broken.indexOf("direct:send-by-pigeon")).split("\n").length;

        RunningJar check = jar.start("--check", "routes");

        assertThat(check.awaitExit()).isEqualTo(1);
        assertThat(List.of(check.output().split("\n"))).singleElement().satisfies(fault -> assertThat(fault)
                .contains("flows/deal-won.camel.yaml:" + line + ":")
                .contains("send-by-pigeon"));
    }
}
