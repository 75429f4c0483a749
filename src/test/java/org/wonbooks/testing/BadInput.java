package org.wonbooks.testing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.stream.StreamSupport;
import org.wonbooks.testing.BadBodies.Body;

/** Every bad body for both doors of a running product, and what may be left of them: nothing that harms. */
public final class BadInput {

    private static final List<String> TYPES = List.of(
            "application/x-www-form-urlencoded",
            "application/json",
            "application/json; charset=utf-16",
            "multipart/form-data; boundary=X",
            "application/xml",
            "application/x-java-serialized-object",
            "nonsense");

    private static final List<String> ENCODINGS = List.of("identity", "gzip", "br", "deflate");

    /** One in so many comes without what opens the door. */
    private static final int STRANGERS = 25;

    private final Webhooks hooks;
    private final ProductCalls product;
    private final SandboxCalls sandbox;

    public BadInput(Webhooks hooks, ProductCalls product, SandboxCalls sandbox) {
        this.hooks = hooks;
        this.product = product;
        this.sandbox = sandbox;
    }

    /**
     * Sends them to both doors; each is answered as documented. Gives the number of requests.
     *
     * @param oneIn how many of them: 1 is all, 4 a quarter
     */
    public int send(int oneIn) throws Exception {
        List<Body> bodies = BadBodies.all();
        assertThat(bodies).hasSizeGreaterThanOrEqualTo(2_000);
        int senders = 4;
        AtOnce.run(senders, sender -> {
            for (int i = sender * oneIn; i < bodies.size(); i += senders * oneIn) {
                send(bodies.get(i), i);
            }
            return sender;
        });
        return 2 * bodies.size() / oneIn;
    }

    private void send(Body body, int number) {
        String[] headers = {
            "Content-Type", TYPES.get(number % TYPES.size()),
            "Content-Encoding", ENCODINGS.get(number % ENCODINGS.size())
        };
        boolean stranger = number % STRANGERS == 0;
        boolean tooLarge = body.bytes().length > BadBodies.MEGABYTE;
        assertAnswer(
                body,
                stranger ? hooks.kommoWithoutSecret(body.bytes(), headers) : hooks.kommo(body.bytes(), headers),
                tooLarge ? 413 : stranger ? 404 : 200);
        assertAnswer(
                body,
                stranger ? forged(body, number, headers) : hooks.quickbooks(body.bytes(), headers),
                tooLarge ? 413 : stranger ? 401 : 200);
    }

    /** Without a signature, or with that of another body. */
    private HttpResponse<String> forged(Body body, int number, String[] headers) {
        if (number % 2 == 0) {
            return hooks.quickbooksUnsigned(body.bytes(), headers);
        }
        return hooks.quickbooksUnsigned(
                body.bytes(),
                headers[0],
                headers[1],
                headers[2],
                headers[3],
                "intuit-signature",
                Webhooks.sign(new byte[] {1}));
    }

    private static void assertAnswer(Body body, HttpResponse<String> answer, int status) {
        assertThat(answer.statusCode()).as(body::toString).isEqualTo(status);
        assertThat(answer.body()).as(body::toString).isEmpty();
    }

    /** All of it comes to an end, nothing breaks, and whoever looks at it is answered. */
    public void awaitHarmlessEnd() {
        product.awaitIdle();
        JsonNode dead = product.get("/work?state=DEAD");
        assertThat(dead.path("total").asInt()).as(dead.toString()).isZero();
        int pages = 0;
        for (JsonNode page = product.get("/work");
                !page.path("items").isEmpty();
                page = product.get("/work?page=" + pages)) {
            pages++;
        }
        assertThat(pages).isPositive();
        product.get("/work/" + product.get("/work").at("/items/0/id").asText());
        for (String list : List.of("/deals", "/connections", "/audit")) {
            assertThat(product.get(list).has("items")).as(list).isTrue();
        }
    }

    /** The calls of an API, since they were cleared, that change something. */
    public List<JsonNode> writes() {
        return StreamSupport.stream(sandbox.get("/calls").spliterator(), false)
                .filter(call -> !call.path("method").asText().equals("GET"))
                .filter(call -> !call.path("path").asText().contains("token"))
                .toList();
    }

    /** Everything is seen from here: no call so far. */
    public void forgetCalls() {
        sandbox.delete("/calls");
    }
}
