package org.wonbooks.sandbox.kommo;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.springframework.context.annotation.Profile;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.wonbooks.sandbox.kommo.crm.Account;
import org.wonbooks.sandbox.kommo.crm.Crm;
import org.wonbooks.sandbox.store.Json;
import org.wonbooks.sandbox.store.SandboxAddress;
import org.wonbooks.sandbox.store.SandboxSettings;

/** The integration is removed from an account, for tests. */
@RestController
@Profile("sandbox")
record Removal(Crm crm, KommoTokens tokens, SandboxAddress address, SandboxSettings settings) {

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    /** Its tokens end, and Kommo says so by a signed notice; answers the notice and the status that it was given. */
    @PostMapping("/sandbox/kommo/remove")
    ResponseEntity<byte[]> remove(@RequestParam(defaultValue = "acme") String account)
            throws IOException, GeneralSecurityException {
        Account removed = crm.account(account);
        tokens.end(removed);
        URI notice = URI.create(address.kommoRemoval() + "?client_uuid=" + settings.clientId() + "&account_id="
                + removed.id() + "&signature=" + sign(settings.clientId() + "|" + removed.id()));
        HttpRequest request = HttpRequest.newBuilder(notice)
                .timeout(Duration.ofSeconds(5))
                .header("User-Agent", "amoService-oAuth-Code-Sender/1.0")
                .build();
        try {
            int status =
                    HTTP.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
            return Json.answer(
                    200, Json.object().put("notice", notice.toString()).put("answered", status));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    private String sign(String message) throws GeneralSecurityException {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(settings.clientSecret().getBytes(UTF_8), "HmacSHA256"));
        return HexFormat.of().formatHex(mac.doFinal(message.getBytes(UTF_8)));
    }
}
