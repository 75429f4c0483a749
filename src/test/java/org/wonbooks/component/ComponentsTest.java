package org.wonbooks.component;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.reset;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.verifyNoInteractions;
import static org.mockito.Mockito.when;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CyclicBarrier;
import org.apache.camel.Exchange;
import org.apache.camel.FailedToCreateRouteException;
import org.apache.camel.FailedToStartRouteException;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mockito.ArgumentCaptor;
import org.springframework.transaction.PlatformTransactionManager;
import org.wonbooks.connection.Peer;
import org.wonbooks.database.Fence;
import org.wonbooks.fault.Fault;
import org.wonbooks.fault.PermanentFault;
import org.wonbooks.fault.RefusedFault;
import org.wonbooks.kommo.KommoDoor;
import org.wonbooks.kommo.Lead;
import org.wonbooks.ledger.Step;
import org.wonbooks.ledger.StepLedger;
import org.wonbooks.peer.ApiRequest;
import org.wonbooks.work.Turns;
import org.wonbooks.work.Work;
import org.wonbooks.work.WorkKind;

/** The components by themselves, in a context of a few lines, with a door that answers what a test says. */
class ComponentsTest {

    private static final String LEAD =
            "{\"id\": 17, \"name\": \"Website\", \"price\": 10, \"status_id\": 142, \"pipeline_id\": 1}";

    private final ObjectMapper json = JsonMapper.builder().findAndAddModules().build();
    private final KommoDoor door = mock(KommoDoor.class);
    private final StepLedger steps = mock(StepLedger.class);
    private final DefaultCamelContext camel = new DefaultCamelContext();

    @BeforeEach
    void aContext() {
        when(door.peer()).thenReturn(Peer.KOMMO);
        Kept kept = new Kept(mock(Fence.class), mock(PlatformTransactionManager.class));
        Reads reads = new Reads(List.of(), kept, json, new Turns(), camel);
        Writes writes = new Writes(reads, kept, new Gate(), steps, json, null, new Turns());
        camel.addComponent("kommo", new KommoComponent(door, reads, writes));
        camel.start();
    }

    @AfterEach
    void close() {
        camel.stop();
    }

    @Test
    void readsByAPathAndKeepsTheAnswerUnderAName() throws Exception {
        when(door.call(any(), any(), any())).thenReturn(LEAD);
        Exchange run = run("read", "path: leads/{work.key}?with=contacts", "as: Lead", "into: lead");
        assertThat(run.getVariable("lead", Lead.class).name()).isEqualTo("Website");
        assertThat(asked()).isEqualTo(new ApiRequest("GET", "leads/17", Map.of("with", "contacts"), null));
    }

    @Test
    void takesNothingOfTheMessageWithIt() throws Exception {
        when(door.call(any(), any(), any())).thenReturn(LEAD);
        Exchange run = run("read", "path: leads/17", "as: Lead", "into: lead");
        assertThat(run.getMessage().getBody()).isEqualTo("theirs");
        assertThat(asked()).isEqualTo(new ApiRequest("GET", "leads/17", Map.of(), null));
    }

    @Test
    void thatThereIsNoneIsAnAnswerWhereTheStepSaysSo() throws Exception {
        Exchange run = run("read", "path: leads/17", "as: Lead", "into: lead", "optional: \"true\"");
        assertThat(run.getException()).isNull();
        assertThat(run.getVariable("lead")).isNull();

        run = run("read", "path: leads/17", "as: Lead", "into: lead");
        assertThat(run.getException()).isInstanceOf(PermanentFault.class).hasMessage("Kommo has no leads/17");
    }

    @Test
    void aPlaceWithoutAValueIsNotAskedFor() throws Exception {
        Exchange run =
                run("read", "path: contacts/{lead.contactId}", "as: Contact", "into: contact", "optional: \"true\"");
        assertThat(run.getException()).isNull();
        verify(door, never()).call(any(), any(), any());
    }

    @ParameterizedTest
    @ValueSource(strings = {"../1", "1/notes", "1?x=y", "1#x", "1 2", "ü", "%2e", "1\n"})
    void aValueNeverChangesThePath(String key) throws Exception {
        Exchange run = run(
                new Work(1, 1, WorkKind.DEAL_WON, key, "lane", 1, 1, 1), "read", "path: leads/{work.key}", "as: Lead");
        assertThat(run.getException()).isInstanceOf(IllegalArgumentException.class);
        verify(door, never()).call(any(), any(), any());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "path: leads/17",
                "as: Lead",
                "path: leads/17|as: Lead|step: note",
                "path: leads/17|as: Lead|ask: question",
                "path: http://evil.example/x|as: Lead",
                "path: leads/${body}|as: Lead",
                "path: leads/17|as: Lead|into: deal",
                "path: leads/17|as: Invoice",
                "ask: nobody",
                "path: leads/17|as: Lead|realm: 1"
            })
    void whatIsNoReadDoesNotStart(String parameters) {
        assertThatThrownBy(() -> run("read", parameters.split("\\|")))
                .isInstanceOfAny(FailedToCreateRouteException.class, FailedToStartRouteException.class);
        verifyNoInteractions(steps);
    }

    @Test
    void aWriteIsWrittenDownSentAndItsEndWrittenDown() throws Exception {
        Told told = new Told(step(false));
        when(door.call(any(), any(), any())).then(call -> told.say("sent", null));
        write(told);
        assertThat(told.story).containsExactly("begin", "sent", "done");
        assertThat(asked()).isEqualTo(new ApiRequest("POST", "leads/notes", Map.of("requestid", "wb-1"), "text"));
    }

    @Test
    void oneInDoubtIsLookedForAndThenRepeatedToTheLetter() throws Exception {
        Told told = new Told(step(true));
        when(door.call(any(), any(), any()))
                .then(call -> told.say(call.<ApiRequest>getArgument(2).method(), LEAD));
        write(told);
        assertThat(told.story).containsExactly("begin", "doubt", "GET", "begin", "POST", "done");
        verify(steps).repeated(any(), any());
    }

    @Test
    void aDefiniteRefusalIsWrittenDown() throws Exception {
        Told told = new Told(step(false));
        when(door.call(any(), any(), any())).thenThrow(new RefusedFault("no", "fix"));
        assertThat(write(told).getException()).hasMessage("no");
        verify(steps).refused(any(), any(), any(), eq("no"));
    }

    @Test
    void aPreviewSendsNothing() throws Exception {
        Told told = new Told(step(false));
        camel.getRegistry().bind("told", told);
        run((Work) null, "write", "step: told");
        assertThat(told.story).containsExactly("foresee");
        verify(door, never()).call(any(), any(), any());
    }

    /** Each waits for the other: alone, or one after the other, they would wait for ever. */
    @Test
    @Timeout(60)
    void readsThatNeedNotEachOtherGoOutSideBySide() throws Exception {
        CyclicBarrier both = new CyclicBarrier(2);
        when(door.call(any(), any(), any())).then(call -> {
            both.await();
            return LEAD;
        });
        List<String> taken = new ArrayList<>();
        Thread[] by = new Thread[2];
        Question.OfKommo question = run -> Read.sideBySide(List.of(
                Read.of("leads/1", Lead.class).take(lead -> {
                    taken.add("first");
                    by[0] = Thread.currentThread();
                }),
                Read.of("leads/2", Lead.class).take(lead -> {
                    taken.add("second");
                    by[1] = Thread.currentThread();
                })));
        camel.getRegistry().bind("question", question);
        assertThat(run("read", "ask: question").getException()).isNull();
        assertThat(taken).containsExactly("first", "second");
        assertThat(by[0]).isSameAs(by[1]);
    }

    /** What they answered may have cost something, and what is kept of it is not asked for again. */
    @Test
    void ofSeveralFailuresTheFirstIsThrownWhenTheAnswersOfTheOthersAreTaken() throws Exception {
        when(door.call(any(), any(), any())).then(call -> {
            String path = call.getArgument(2, ApiRequest.class).path();
            if (path.endsWith("3")) {
                return LEAD;
            }
            throw new RefusedFault(path, "fix");
        });
        List<String> taken = new ArrayList<>();
        Question.OfKommo question = run -> Read.sideBySide(List.of(
                Read.of("leads/1", Lead.class),
                Read.of("leads/2", Lead.class),
                Read.of("leads/3", Lead.class).takeThen(lead -> {
                    taken.add("third");
                    return Read.of("leads/4", Lead.class);
                })));
        camel.getRegistry().bind("question", question);
        assertThat(run("read", "ask: question").getException()).hasMessage("leads/1");
        assertThat(taken).containsExactly("third");
        verify(door, never()).call(any(), any(), eq(new ApiRequest("GET", "leads/4", Map.of(), null)));
    }

    @Test
    void onlyTheFailureThatIsNamedIsDealtWith() throws Exception {
        Question.OfKommo question = run -> Read.of("leads/17", Lead.class).failing(RefusedFault.class, refused -> {
            run.keep("refused", refused.getMessage());
            return null;
        });
        camel.getRegistry().bind("question", question);
        when(door.call(any(), any(), any())).thenThrow(new RefusedFault("no", "fix"));
        assertThat(run("read", "ask: question").getVariable("refused")).isEqualTo("no");

        reset(door);
        when(door.call(any(), any(), any())).thenReturn("<html>");
        assertThat(run("read", "ask: question").getException()).isInstanceOf(JsonProcessingException.class);
    }

    private Exchange write(Told told) throws Exception {
        camel.getRegistry().bind("told", told);
        return run("write", "step: told");
    }

    private static Step step(boolean inDoubt) {
        return new Step("told", Step.State.CALLING, 0, "wb-1", "text", null, null, null, inDoubt);
    }

    private Exchange run(String verb, String... parameters) throws Exception {
        return run(new Work(1, 1, WorkKind.DEAL_WON, "17", "lane", 1, 1, 1), verb, parameters);
    }

    /** As an integrator writes it. */
    private Exchange run(Work work, String verb, String... parameters) throws Exception {
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

    private ApiRequest asked() {
        ArgumentCaptor<ApiRequest> asked = ArgumentCaptor.captor();
        verify(door).call(any(), any(), asked.capture());
        return asked.getValue();
    }

    /** A write that tells what it is asked, in order. */
    private static final class Told implements Write.ToKommo<Void> {

        private final List<String> story = new ArrayList<>();
        private final Step step;

        Told(Step step) {
            this.step = step;
        }

        <T> T say(String what, T answer) {
            story.add(what);
            return answer;
        }

        @Override
        public Call begin(Run run, Mapping mapping) {
            return say("begin", Call.post("leads/notes", step));
        }

        @Override
        public Read<?> doubt(Run run, Call call) {
            return say("doubt", Read.of("leads/17", Lead.class));
        }

        @Override
        public Class<Void> answer() {
            return Void.class;
        }

        @Override
        public Read<?> done(Run run, Call call, Void answer) {
            return say("done", null);
        }

        @Override
        public Read<?> failed(Run run, Call call, Fault fault) {
            throw fault;
        }

        @Override
        public Read<?> foresee(Run run, Mapping mapping) {
            return say("foresee", null);
        }
    }
}
