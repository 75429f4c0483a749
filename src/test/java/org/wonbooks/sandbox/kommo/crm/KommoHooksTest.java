package org.wonbooks.sandbox.kommo.crm;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wonbooks.sandbox.SandboxRun;
import org.wonbooks.sandbox.kommo.Acme;

class KommoHooksTest {

    private final List<String> received = new CopyOnWriteArrayList<>();
    private final List<String> headers = new CopyOnWriteArrayList<>();
    private volatile int status = 200;
    private HttpServer receiver;
    private SandboxRun sandbox;
    private Acme acme;

    @BeforeEach
    void start(@TempDir Path data) throws IOException {
        receiver = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        receiver.createContext("/", exchange -> {
            headers.add(exchange.getRequestHeaders().getFirst("content-type") + " "
                    + exchange.getRequestHeaders().getFirst("user-agent"));
            received.add(new String(exchange.getRequestBody().readAllBytes(), UTF_8));
            exchange.sendResponseHeaders(status, -1);
            exchange.close();
        });
        receiver.start();
        sandbox = new SandboxRun(data, "--wonbooks.sandbox.speed=1000");
        acme = Acme.of(sandbox);
    }

    @AfterEach
    void stop() {
        sandbox.close();
        receiver.stop(0);
    }

    @Test
    void wonDealIsToldInFullAndInShort() throws IOException {
        subscribe("status_lead");
        acme.call(
                "POST",
                "leads/custom_fields",
                """
                [{"name": "Delivery", "type": "date", "code": "DELIVERY"},
                 {"name": "Kind", "type": "radiobutton", "enums": [{"value": "New"}]},
                 {"name": "Paid", "type": "checkbox", "code": "QB_PAID"}]""");
        long kind = acme.get("leads/custom_fields")
                .json()
                .at("/_embedded/custom_fields/2/id")
                .asLong();
        long id = acme.deal(
                "{\"name\": \"Café & Crème\", \"price\": 1500.50, \"fields\": {\"PAYMENT_TERMS\": \"Net 30\"}}");
        acme.call(
                "PATCH",
                "leads/" + id,
                """
                {"custom_fields_values": [
                  {"field_code": "DELIVERY", "values": [{"value": "2026-11-22T12:00:00-05:00"}]},
                  {"field_id": %d, "values": [{"value": "New"}]},
                  {"field_code": "QB_PAID", "values": [{"value": true}]}]}"""
                        .formatted(kind));

        sandbox.control("POST", "/kommo/leads/" + id + "/win", null);
        await().until(() -> received.size() == 1);

        assertThat(headers).containsExactly("application/x-www-form-urlencoded amoCRM-Webhooks/3.0");
        assertThat(received.get(0))
                .startsWith("account%5Bsubdomain%5D=acme&account%5Bid%5D=32720107&")
                .contains("leads%5Bstatus%5D%5B0%5D%5Bname%5D=Caf%C3%A9+%26+Cr%C3%A8me");
        String lead = "leads[status][0]";
        assertThat(pairs(received.get(0)))
                .contains(
                        lead + "[id]=" + id,
                        lead + "[status_id]=142",
                        lead + "[old_status_id]=67548607",
                        lead + "[pipeline_id]=8572511",
                        lead + "[price]=1500",
                        lead + "[price_with_minor_units]=1500.50",
                        lead + "[account_id]=32720107",
                        lead + "[custom_fields][0][name]=Payment terms",
                        lead + "[custom_fields][0][values][0][value]=Net 30",
                        lead + "[custom_fields][0][values][0][enum]=908105",
                        lead + "[custom_fields][0][code]=PAYMENT_TERMS",
                        lead + "[custom_fields][1][values][0]=1795323600",
                        lead + "[custom_fields][2][values][value]=New",
                        lead + "[custom_fields][3][values][0][value]=1")
                .noneMatch(pair -> pair.startsWith(lead + "[custom_fields][2][code]"))
                .noneMatch(pair -> pair.contains("null"));

        sandbox.control("PATCH", "/hooks", "{\"lean\": true}");
        sandbox.control("POST", "/kommo/leads/" + id + "/move?pipeline=8572519&status=67548700", null);
        await().until(() -> received.size() == 2);

        assertThat(pairs(received.get(1)))
                .containsExactly(
                        lead + "[id]=" + id,
                        lead + "[status_id]=67548700",
                        lead + "[pipeline_id]=8572519",
                        lead + "[old_status_id]=142",
                        lead + "[old_pipeline_id]=8572511",
                        "account[id]=32720107",
                        "account[subdomain]=acme");
    }

    @Test
    void clientHearsOfItsOwnPatchesAndTwiceOfAMove() throws IOException {
        subscribe("add_lead\", \"status_lead\", \"update_lead");
        long id = acme.deal("{\"name\": \"Poster\"}");
        acme.call("PATCH", "leads/" + id, "{\"name\": \"Two posters\"}");
        acme.call("PATCH", "leads/" + id, "{\"status_id\": 142}");
        // Winning what is won moves nothing.
        sandbox.control("POST", "/kommo/leads/" + id + "/win", null);

        await().until(() -> received.size() == 5);
        assertThat(received)
                .extracting(body -> pairs(body).stream()
                        .filter(pair -> pair.startsWith("leads"))
                        .findFirst()
                        .orElseThrow()
                        .split("]")[0])
                .containsExactlyInAnyOrder("leads[add", "leads[update", "leads[status", "leads[update", "leads[update");
    }

    @Test
    void receiversFailureIsTriedFourTimesMoreItsRefusalTwice() throws IOException {
        subscribe("status_lead");
        status = 503;
        win();
        await().until(() -> received.size() == 1);
        for (String wait : List.of("PT5M", "PT15M", "PT15M", "PT1H")) {
            int before = received.size();
            await().until(() -> attempts() == before);
            sandbox.control("POST", "/clock?advance=" + wait, null);
            await().until(() -> received.size() == before + 1);
        }
        await().until(() -> state().equals("GIVEN_UP"));

        status = 404;
        win();
        await().until(() -> received.size() == 6);
        for (String wait : List.of("PT5M", "PT15M")) {
            int before = received.size();
            await().until(() -> attempts() == before - 5);
            sandbox.control("POST", "/clock?advance=" + wait, null);
            await().until(() -> received.size() == before + 1);
        }
        await().until(() -> state().equals("GIVEN_UP"));
        assertThat(received).hasSize(8);
    }

    /** Retries are looked for every second; a busy machine may take its time. */
    private static ConditionFactory await() {
        return Awaitility.await().atMost(Duration.ofSeconds(60)).pollInterval(Duration.ofMillis(20));
    }

    private void win() throws IOException {
        long id = acme.deal("{}");
        sandbox.control("POST", "/kommo/leads/" + id + "/win", null);
    }

    private int attempts() throws IOException {
        return latest("attempts").asInt();
    }

    private String state() throws IOException {
        return latest("state").asText();
    }

    private JsonNode latest(String key) throws IOException {
        var hooks = sandbox.control("GET", "/hooks", null);
        return hooks.get(hooks.size() - 1).get(key);
    }

    private void subscribe(String events) throws IOException {
        int status = acme.call(
                        "POST",
                        "webhooks",
                        "{\"destination\": \"http://localhost:%d/hook\", \"settings\": [\"%s\"]}"
                                .formatted(receiver.getAddress().getPort(), events))
                .status();
        assertThat(status).isEqualTo(201);
    }

    private static List<String> pairs(String body) {
        return Stream.of(body.split("&"))
                .map(pair -> URLDecoder.decode(pair, UTF_8))
                .toList();
    }
}
