package org.wonbooks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.wonbooks.testing.ProductCalls;
import org.wonbooks.testing.RunningJar;
import org.wonbooks.testing.SandboxCalls;
import org.wonbooks.testing.WonbooksJar;

/** The default profile, stopped and started again, goes on where it was: Wonbooks and both simulated systems. */
class RestartIT {

    @RegisterExtension
    final WonbooksJar jar = WonbooksJar.asItIs();

    private final int port = WonbooksJar.freePort();

    @Test
    void goesOnWhereItWas() throws IOException {
        SandboxCalls sandbox = new SandboxCalls(port);
        RunningJar first = start();
        ProductCalls product = product();
        product.awaitProvisioned();
        long lead = sandbox.deal(
                """
                {"name": "Website", "price": 1500.5, "contact": {"name": "Mary Major", "email": "mary@major.example"}}
                """);
        sandbox.win(lead);
        product.awaitDeal(1, lead, "SENT");
        product.awaitIdle();
        String invoice = sandbox.invoicesOf(lead).get(0).path("id").asText();

        assertThat(first.stop()).as("128 + SIGTERM").isEqualTo(143);
        start();

        product = product();
        assertThat(product.get("/connections").path("total").asInt()).isEqualTo(1);
        assertThat(product.deal(1, lead).path("state").asText()).isEqualTo("SENT");
        assertThat(sandbox.invoicesOf(lead))
                .singleElement()
                .satisfies(found -> assertThat(found.path("id").asText()).isEqualTo(invoice));
        sandbox.post("/quickbooks/invoices/" + invoice + "/pay");
        product.awaitDeal(1, lead, "PAID");
        product.awaitIdle();
        assertThat(sandbox.lead(lead).at("/fields/QB_PAID").asBoolean()).isTrue();
    }

    private RunningJar start() {
        return jar.start("--server.port=" + port, "--wonbooks.routes=" + WonbooksJar.ROUTES)
                .awaitPage("http://localhost:" + port + "/actuator/health/readiness");
    }

    private ProductCalls product() throws IOException {
        return new ProductCalls(
                port,
                Files.readString(jar.folder().resolve("data/admin.password")).strip());
    }
}
