package org.wonbooks.component;

import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.RETURNS_DEEP_STUBS;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.mockito.ArgumentCaptor;
import org.springframework.transaction.PlatformTransactionManager;
import org.wonbooks.component.mapping.SetMappings;
import org.wonbooks.component.write.Gate;
import org.wonbooks.configuration.WonbooksSettings;
import org.wonbooks.connection.Peer;
import org.wonbooks.database.Fence;
import org.wonbooks.kommo.KommoDoor;
import org.wonbooks.ledger.deal.StepLedger;
import org.wonbooks.peer.ApiRequest;
import org.wonbooks.work.Work;
import org.wonbooks.work.WorkKind;
import org.wonbooks.work.run.Turns;

/** A context of a few lines with a door that answers what a test says, and routes of one step. */
abstract class StepRoutes {

    static final String LEAD =
            "{\"id\": 17, \"name\": \"Website\", \"price\": 10, \"status_id\": 142, \"pipeline_id\": 1}";

    private final ObjectMapper json = JsonMapper.builder().findAndAddModules().build();
    final KommoDoor door = mock(KommoDoor.class);
    final StepLedger steps = mock(StepLedger.class);
    final DefaultCamelContext camel = new DefaultCamelContext();

    @BeforeEach
    void aContext() {
        when(door.peer()).thenReturn(Peer.KOMMO);
        LeasedTransaction kept = new LeasedTransaction(mock(Fence.class), mock(PlatformTransactionManager.class));
        Reads reads = new Reads(List.of(), kept, json, new Turns(), camel);
        WonbooksSettings settings = mock(RETURNS_DEEP_STUBS);
        Writes writes = new Writes(
                reads, kept, new Gate(), steps, json, new SetMappings(settings, mock(), mock()), new Turns());
        camel.addComponent("kommo", new KommoComponent(door, reads, writes));
        camel.start();
    }

    @AfterEach
    void close() {
        camel.stop();
    }

    Exchange run(String verb, String... parameters) throws Exception {
        return run(new Work(1, 1, WorkKind.DEAL_WON, "17", "lane", 1, 1, 1), verb, parameters);
    }

    /** As an integrator writes it. */
    Exchange run(Work work, String verb, String... parameters) throws Exception {
        String yaml =
                """
                - route:
                    id: x
                    from:
                      uri: direct:x
                      steps:
                        - to:
                            uri: kommo:%s
                            parameters:
                """
                                .formatted(verb)
                        + List.of(parameters).stream()
                                .map(parameter -> "              " + parameter + "\n")
                                .reduce("", String::concat);
        PluginHelper.getRoutesLoader(camel).updateRoutes(ResourceHelper.fromString("x.yaml", yaml));
        try (ProducerTemplate template = camel.createProducerTemplate()) {
            return template.send("direct:x", exchange -> {
                if (work != null) {
                    exchange.setVariable("work", work);
                    exchange.setVariable("lease", work.lease());
                }
                exchange.getMessage().setBody("theirs");
                exchange.getMessage().setHeader("Authorization", "Bearer stolen");
                exchange.getMessage().setHeader(Exchange.HTTP_URI, "http://evil.example/");
            });
        }
    }

    ApiRequest asked() {
        ArgumentCaptor<ApiRequest> asked = ArgumentCaptor.captor();
        verify(door).call(any(), any(), asked.capture());
        return asked.getValue();
    }
}
