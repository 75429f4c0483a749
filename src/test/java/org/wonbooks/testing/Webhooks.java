package org.wonbooks.testing;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Webhooks as anybody can send them, of any content; the sandbox's verifier token signs. Who is asked to come again
 * does so: a busy machine may not store a delivery in time.
 */
public final class Webhooks {

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final String kommo;
    private final String quickbooks;

    /**
     * @param product the product's address
     * @param kommo the address of a connection's webhook, with its secret
     */
    public Webhooks(String product, String kommo) {
        this.kommo = kommo;
        this.quickbooks = product + "/webhooks/quickbooks";
    }

    /** To the connection's address. */
    public HttpResponse<String> kommo(byte[] body, String... headers) {
        return send(kommo, body, headers);
    }

    /** To an address of nobody's. */
    public HttpResponse<String> kommoWithoutSecret(byte[] body, String... headers) {
        return send(kommo.substring(0, kommo.length() - 1) + "_", body, headers);
    }

    /** Signed as Intuit does. */
    public HttpResponse<String> quickbooks(byte[] body, String... headers) {
        String[] signed = java.util.Arrays.copyOf(headers, headers.length + 2);
        signed[headers.length] = "intuit-signature";
        signed[headers.length + 1] = sign(body);
        return send(quickbooks, body, signed);
    }

    /** Without a signature, unless the headers have one. */
    public HttpResponse<String> quickbooksUnsigned(byte[] body, String... headers) {
        return send(quickbooks, body, headers);
    }

    /** The signature of a body. */
    public static String sign(byte[] body) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec("sandbox-verifier".getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return Base64.getEncoder().encodeToString(mac.doFinal(body));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private HttpResponse<String> send(String url, byte[] body, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url)).POST(BodyPublishers.ofByteArray(body));
        if (headers.length > 0) {
            request.headers(headers);
        }
        try {
            HttpResponse<String> answer = client.send(request.build(), BodyHandlers.ofString());
            return answer.statusCode() != 503
                    ? answer
                    : await("a place for " + body.length + " bytes")
                            .atMost(PATIENCE)
                            .pollInterval(Duration.ofSeconds(1))
                            .until(
                                    () -> client.send(request.build(), BodyHandlers.ofString()),
                                    again -> again.statusCode() != 503);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
