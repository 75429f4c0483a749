package org.wonbooks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.wonbooks.testing.BadInput;
import org.wonbooks.testing.ProductCalls;
import org.wonbooks.testing.RunningJar;
import org.wonbooks.testing.SandboxCalls;
import org.wonbooks.testing.Webhooks;
import org.wonbooks.testing.WonbooksJar;

/** A process with 256 MB of memory stands every bad body, and does its work afterwards. */
class BadInputIT {

    @RegisterExtension
    final WonbooksJar jar = new WonbooksJar();

    @Test
    void aSmallProcessStandsWhateverComes() throws Exception {
        int port = WonbooksJar.freePort();
        String url = "http://localhost:" + port;
        RunningJar running = jar.start(
                        "--server.port=" + port,
                        "--wonbooks.routes=" + WonbooksJar.ROUTES,
                        "--wonbooks.work.poll=100ms",
                        "--wonbooks.limits.kommo-per-second=300",
                        "--wonbooks.limits.quickbooks-per-second=450",
                        "--wonbooks.limits.quickbooks-per-minute=22500",
                        "--wonbooks.sandbox.speed=50")
                .awaitPage(url + "/actuator/health/readiness");
        SandboxCalls sandbox = new SandboxCalls(port);
        ProductCalls product = new ProductCalls(port, password());
        product.awaitProvisioned();
        product.awaitIdle();
        Webhooks hooks = new Webhooks(
                url, product.get("/connections").at("/items/0/kommoWebhookUrl").asText());
        BadInput input = new BadInput(hooks, product, sandbox);

        input.forgetCalls();
        long begin = System.nanoTime();
        int sent = input.send(1);
        System.out.printf("%,d bad requests in %,d ms%n", sent, (System.nanoTime() - begin) / 1_000_000);
        input.awaitHarmlessEnd();
        assertThat(input.writes()).isEmpty();

        long lead = sandbox.deal(
                """
                {"name": "After all", "price": 12.5, "contact": {"name": "Alma After", "email": "alma@after.example"}}
                """);
        sandbox.win(lead);
        product.awaitDeal(1, lead, "SENT");
        assertThat(running.output()).doesNotContain("OutOfMemoryError", "Unexpected:", "StackOverflowError");
    }

    private String password() throws IOException {
        return Files.readString(jar.folder().resolve("data/admin.password")).strip();
    }
}
