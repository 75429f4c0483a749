package org.wonbooks.component;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;
import org.wonbooks.component.read.Read;
import org.wonbooks.component.read.Run;
import org.wonbooks.component.write.Mapping;
import org.wonbooks.component.write.Write;
import org.wonbooks.fault.Fault;
import org.wonbooks.fault.RefusedFault;
import org.wonbooks.kommo.lead.Lead;
import org.wonbooks.ledger.deal.Step;
import org.wonbooks.peer.ApiRequest;
import org.wonbooks.work.Work;

/** Writes: written down, sent, looked for when in doubt, and left alone by a preview. */
class WriteStepsTest extends StepRoutes {

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

    private Exchange write(Told told) throws Exception {
        camel.getRegistry().bind("told", told);
        return run("write", "step: told");
    }

    private static Step step(boolean inDoubt) {
        return new Step("told", Step.State.CALLING, 0, "wb-1", "text", null, null, null, inDoubt);
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
