package org.wonbooks.component;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.reset;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.verifyNoInteractions;
import static org.mockito.Mockito.when;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CyclicBarrier;
import org.apache.camel.Exchange;
import org.apache.camel.FailedToCreateRouteException;
import org.apache.camel.FailedToStartRouteException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.wonbooks.component.read.Question;
import org.wonbooks.component.read.Read;
import org.wonbooks.fault.PermanentFault;
import org.wonbooks.fault.RefusedFault;
import org.wonbooks.kommo.lead.Lead;
import org.wonbooks.peer.ApiRequest;
import org.wonbooks.work.Work;
import org.wonbooks.work.WorkKind;

/** Reads and questions, in a route of one step. */
class ComponentsTest extends StepRoutes {

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
}
