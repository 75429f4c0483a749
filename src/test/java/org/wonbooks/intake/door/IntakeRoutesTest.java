package org.wonbooks.intake.door;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.times;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import java.io.IOException;
import org.apache.camel.CamelContext;
import org.apache.camel.model.ModelCamelContext;
import org.apache.camel.model.ProcessorDefinition;
import org.apache.camel.model.ProcessorDefinitionHelper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.wonbooks.intake.door.RawHttp.Answer;

/** What the doors answer. */
@ExtendWith(OutputCaptureExtension.class)
class IntakeRoutesTest extends DoorsOverHttp {

    @Autowired
    private EarlySender earlySender;

    @Autowired
    private CamelContext camel;

    @Test
    void anUnknownSecretIsNotFound() throws Exception {
        assertBare(404, RawHttp.send(port, "POST /webhooks/kommo/other HTTP/1.1", new byte[0]));
        verify(storage, never()).kommo(to("s3cret"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/webhooks",
                "/webhooks/",
                "/webhooks/other",
                "/webhooks/kommo",
                "/webhooks/kommo/",
                "/webhooks/kommo/s3cret/",
                "/webhooks/kommo/s3cret/more",
                "/webhooks/quickbooks/",
                "/webhooks/quickbooks/more",
                "/webhooks/Kommo/s3cret",
            })
    void noOtherAddressIsADoor(String path) throws Exception {
        assertBare(404, RawHttp.send(port, "POST " + path + " HTTP/1.1", "[]".getBytes(UTF_8)));
        verify(storage, never()).kommo(any());
        verify(storage, never()).quickbooks(any());
    }

    @Test
    void whileItsRouteIsStoppedTheSenderIsAskedToComeAgain() throws Exception {
        camel.getRouteController().stopRoute("webhook-kommo");
        try {
            Answer answer = RawHttp.send(port, "POST /webhooks/kommo/s3cret HTTP/1.1", new byte[0]);
            assertBare(503, answer);
            assertThat(answer.head()).contains("retry-after: 10");
        } finally {
            camel.getRouteController().startRoute("webhook-kommo");
        }
        assertBare(200, RawHttp.send(port, "POST /webhooks/kommo/s3cret HTTP/1.1", new byte[0]));
    }

    @Test
    void eitherTokenOpensTheQuickBooksDoor() throws Exception {
        byte[] body = "[]".getBytes(UTF_8);
        for (String token : new String[] {"token-1", "token-2"}) {
            String signature = "\nintuit-signature: " + sign(body, token);
            assertBare(200, RawHttp.send(port, "POST /webhooks/quickbooks HTTP/1.1" + signature, body));
        }
        verify(storage, times(2)).quickbooks(body);
    }

    @Test
    void withoutOneTrueSignatureNothingIsStored() throws Exception {
        byte[] body = "[]".getBytes(UTF_8);
        String signature = "\nintuit-signature: " + sign(body, "token-1");
        for (String headers : new String[] {
            "", "\nintuit-signature:", "\nintuit-signature: " + sign(body, "token-3"), signature + signature,
        }) {
            assertBare(401, RawHttp.send(port, "POST /webhooks/quickbooks HTTP/1.1" + headers, body));
        }
        String inQuery = "?intuit-signature=" + sign(body, "token-1").replace("+", "%2B");
        assertThat(RawHttp.send(port, "POST /webhooks/quickbooks" + inQuery + " HTTP/1.1", body)
                        .status())
                .isEqualTo(401);
        verify(storage, never()).quickbooks(any());
    }

    @Test
    void whenNothingCanBeStoredTheSenderIsAskedToComeAgain(CapturedOutput output) throws Exception {
        when(storage.kommo(any())).thenThrow(new IllegalStateException("canary"));
        when(storage.quickbooks(any())).thenThrow(new IllegalStateException("outer", new IOException("canary")));
        byte[] body = "canary".getBytes(UTF_8);

        Answer kommo = RawHttp.send(port, "POST /webhooks/kommo/canary HTTP/1.1", body);
        Answer quickBooks = RawHttp.send(
                port, "POST /webhooks/quickbooks HTTP/1.1\nintuit-signature: " + sign(body, "token-1"), body);

        for (Answer answer : new Answer[] {kommo, quickBooks}) {
            assertThat(answer.status()).isEqualTo(503);
            assertThat(answer.head()).contains("retry-after: 10").doesNotContain("canary");
            assertThat(answer.body()).isEmpty();
        }
        verify(storage, times(1)).kommo(any());
        verify(storage, times(1)).quickbooks(any());
        assertThat(output)
                .contains("webhook-kommo could not be stored", "java.lang.IllegalStateException", "java.io.IOException")
                .doesNotContain("canary");
    }

    @Test
    void aHookThatComesBeforeTheRoutesRunIsAskedToComeAgain() {
        assertBare(503, earlySender.answer);
        assertThat(earlySender.answer.head()).contains("retry-after: 10");
    }

    /**
     * Another server on the way may see these bodies end elsewhere: what follows must not pass for a second request.
     */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "1.0\nTransfer-Encoding: chunked",
                "1.0\nTransfer-Encoding: chunked\nConnection: keep-alive",
                "1.0\nTransfer-Encoding: chunked\nConnection: keep-alive\nContent-Length: 3",
                "1.1\nTransfer-Encoding: gzip, chunked",
                "1.1\nTransfer-Encoding: nonsense",
                "1.1\nContent-Length: 3\nContent-Length: 4",
            })
    void aBodyWhoseEndIsNotSureIsRefusedOnce(String framing, CapturedOutput output) throws Exception {
        for (String path : new String[] {"/webhooks/kommo/s3cret", "/webhooks/quickbooks", "/login"}) {
            try (RawHttp http = new RawHttp(port)) {
                // At once: the server closes after the first head, and what came later would break.
                http.write(("POST " + path + " HTTP/" + framing + "\nHost: localhost\n\n3\na=1\n0\n\n"
                                + "POST /webhooks/kommo/s3cret HTTP/1.1\nHost: localhost\nContent-Length: 0\n\n")
                        .replace("\n", "\r\n")
                        .getBytes(UTF_8));
                assertThat(http.readToItsEnd()).containsOnlyOnce("HTTP/1.1 ").containsPattern("^HTTP/1.1 (400|501) ");
            }
        }
        verify(storage, never()).kommo(any());
        assertThat(output).doesNotContain("Exception");
    }

    @Test
    void everyStepHasAnIdOfItsOwn() {
        ModelCamelContext model = (ModelCamelContext) camel;
        for (String route : new String[] {"webhook-kommo", "webhook-quickbooks"}) {
            assertThat(ProcessorDefinitionHelper.filterTypeInOutputs(
                            model.getRouteDefinition(route).getOutputs(), ProcessorDefinition.class))
                    .isNotEmpty()
                    .allSatisfy(step ->
                            assertThat(step.getCustomId()).as("id of %s", step).isTrue());
        }
    }
}
