package org.wonbooks.flow.money;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggingSystem;
import org.wonbooks.connection.ConnectionSettings;
import org.wonbooks.connection.ConnectionSettings.Paid;
import org.wonbooks.connection.ConnectionSettings.PaidMode;
import org.wonbooks.schedule.CalmWorld;
import org.wonbooks.testing.SandboxCalls;

/** Money in both directions, between the product and the simulated systems, each test from the first start on. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class MoneyTests {

    static final ObjectMapper JSON = new ObjectMapper();

    static final String ANNA = "{\"name\": \"Anna\", \"email\": \"anna@example.com\"}";

    /** The seed's stage "Payment received". */
    static final Paid PAID_STAGE = new Paid(PaidMode.STAGE, 8_572_519L, 67_548_700L);

    static final ConnectionSettings TO_THE_STAGE = new ConnectionSettings(null, PAID_STAGE, null, null, null);

    final CalmWorld world = Started.WORLD;
    final SandboxCalls sandbox = world.sandbox();

    /** One for all classes: each test begins it anew. It ends with the JVM. */
    private static final class Started {

        static final CalmWorld WORLD = new CalmWorld();
    }

    /** As quiet as in the class that started it. */
    @BeforeAll
    static void quiet() {
        log(LogLevel.OFF, LogLevel.OFF);
    }

    /** As in logback-test.xml. */
    @AfterAll
    static void loud() {
        log(LogLevel.INFO, null);
    }

    private static void log(LogLevel ours, LogLevel others) {
        LoggingSystem logging = LoggingSystem.get(MoneyTests.class.getClassLoader());
        logging.setLogLevel("org.wonbooks", ours);
        List.of("org.apache.camel", "org.springframework.jdbc", "org.springframework.transaction")
                .forEach(name -> logging.setLogLevel(name, others));
    }

    /** Deals of one person are entered, not won; answers their ids. */
    List<Long> deals(int count, String person, String price) {
        List<Long> leads = new ArrayList<>();
        String contact = person;
        for (int i = 0; i < count; i++) {
            long lead = sandbox.deal(
                    "{\"name\": \"Deal %s\", \"price\": %s, \"contact\": %s}".formatted(i + 1, price, contact));
            contact = "{\"id\": %s}".formatted(sandbox.lead(lead).at("/contact/id"));
            leads.add(lead);
        }
        return leads;
    }

    /** They are won, told, invoiced and sent. */
    void invoice(List<Long> leads) {
        leads.forEach(sandbox::win);
        world.hooks().stream()
                .filter(hook -> hook.path("system").asText().equals("kommo"))
                .forEach(world::deliver);
        world.rest();
    }

    String invoiceOf(long lead) {
        List<JsonNode> invoices = sandbox.invoicesOf(lead);
        if (invoices.size() != 1) {
            throw new IllegalStateException("lead " + lead + " has these invoices: " + invoices);
        }
        return invoices.get(0).path("id").asText();
    }

    /** What Intuit has metered so far. */
    int reads() {
        return sandbox.company().path("reads").asInt();
    }

    /** The calls since the calls were deleted that changed something at a system. */
    List<String> writes() {
        return StreamSupport.stream(sandbox.get("/calls").spliterator(), false)
                .filter(call -> !call.path("method").asText().equals("GET"))
                .map(call ->
                        call.path("method").asText() + " " + call.path("path").asText())
                .filter(call -> !call.matches(".*(/tokens/bearer|/oauth2/access_token)"))
                .toList();
    }
}
