package org.wonbooks.flow.invoice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.wonbooks.flow.customer.CustomerGate;
import org.wonbooks.invoicing.draft.InvoiceIntent;
import org.wonbooks.ledger.deal.Deal;
import org.wonbooks.testing.ProductJson;

/**
 * What the mappings of customer and invoice make of the deals in {@code routes/mappings/examples}: each file has a
 * {@code deal} as docs/mapping.md lists it, and what has to come of it, to the last decimal.
 */
class MappingExamplesTest {

    private static final Path MAPPINGS = Path.of("routes", "mappings");
    private static final ObjectMapper JSON = new ObjectMapper()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .setNodeFactory(JsonNodeFactory.withExactBigDecimals(true));
    private static final CamelContext CAMEL = new DefaultCamelContext();

    @BeforeAll
    static void start() {
        CAMEL.start();
    }

    @AfterAll
    static void stop() {
        CAMEL.stop();
    }

    static List<Path> examples() throws IOException {
        try (Stream<Path> files = Files.list(MAPPINGS.resolve("examples"))) {
            return files.sorted().toList();
        }
    }

    @ParameterizedTest
    @MethodSource("examples")
    void makeOfTheDealWhatTheExampleSays(Path file) throws IOException {
        JsonNode example = JSON.readTree(Files.readString(file));
        Deal deal = mock();
        when(deal.intent()).thenReturn(ProductJson.read(example.path("deal").toString(), InvoiceIntent.class));
        Exchange run = new DefaultExchange(CAMEL);
        run.setVariable("deal", deal);
        run.setVariable("customerName", example.path("customerName").asText());
        run.setVariable("customerId", example.path("customerId").asText());

        InvoiceIntent decided = deal.intent();
        String customerId = example.path("customerId").asText();
        String customerName = example.path("customerName").asText();
        assertThat(InvoiceGate.contradictions(made(run, "invoice").toString(), decided, customerId))
                .isEmpty();
        assertThat(CustomerGate.contradictions(made(run, "customer").toString(), decided, customerName))
                .isEmpty();
        assertThat(made(run, "customer")).as("customer").isEqualTo(example.path("customer"));
        assertThat(made(run, "invoice")).as("invoice").isEqualTo(example.path("invoice"));
    }

    private static JsonNode made(Exchange run, String mapping) throws IOException {
        String script = Files.readString(MAPPINGS.resolve(mapping + ".groovy"));
        Object made = CAMEL.resolveLanguage("groovy").createExpression(script).evaluate(run, Object.class);
        return JSON.readTree(ProductJson.write(made));
    }
}
