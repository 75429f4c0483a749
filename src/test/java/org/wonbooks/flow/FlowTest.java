package org.wonbooks.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import org.apache.camel.test.spring.junit5.CamelSpringBootTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.wonbooks.Wonbooks;
import org.wonbooks.connection.ConnectionSettings;
import org.wonbooks.connection.ConnectionStore;
import org.wonbooks.connection.Peer;
import org.wonbooks.oauth.PeerConnected;
import org.wonbooks.oauth.TokenStore;
import org.wonbooks.testing.SandboxCalls;

@CamelSpringBootTest
@SpringBootTest(
        classes = Wonbooks.class,
        webEnvironment = SpringBootTest.WebEnvironment.DEFINED_PORT,
        properties = {
            "server.port=0",
            "wonbooks.data=./target/flow-test",
            "wonbooks.work.poll=50ms",
            "spring.autoconfigure.exclude=org.springframework.boot.autoconfigure.security.servlet.SecurityAutoConfiguration,org.springframework.boot.actuate.autoconfigure.security.servlet.ManagementWebSecurityAutoConfiguration"
        })
class FlowTest {

    @Autowired
    ConnectionStore connections;

    @Autowired
    TokenStore tokens;

    @Autowired
    ApplicationEventPublisher events;

    @Autowired
    org.wonbooks.work.WorkQueue queue;

    @Autowired
    JdbcClient jdbc;

    SandboxCalls sandbox;

    @BeforeEach
    void connect(@Value("${server.port}") int port) {
        sandbox = new SandboxCalls(port);
        if (connections.findByRealm(SandboxCalls.REALM).isEmpty()) {
            long id = connections.create("Acme", "acme", SandboxCalls.REALM, ConnectionSettings.defaults());
            tokens.storeLongLived(
                    id,
                    sandbox.post("/kommo/accounts/acme/long-lived-token")
                            .path("token")
                            .asText());
            tokens.storeRefreshToken(
                    id,
                    Peer.QUICKBOOKS,
                    sandbox.post("/quickbooks/realms/" + SandboxCalls.REALM + "/refresh-token")
                            .path("refreshToken")
                            .asText());
            events.publishEvent(new PeerConnected(id, Peer.KOMMO));
            events.publishEvent(new PeerConnected(id, Peer.QUICKBOOKS));
        }
        await().atMost(Duration.ofSeconds(15))
                .until(() -> connections
                                .findByRealm(SandboxCalls.REALM)
                                .orElseThrow()
                                .provisionedAt()
                        != null);
    }

    @Test
    void aWonDealIsInvoicedSentAndWrittenBack() {
        long lead = sandbox.deal(
                """
                {"name": "Website", "price": 1500.5, "contact": {"name": "Jane Roe", "email": "jane@roe.example"},
                 "fields": {"PAYMENT_TERMS": "Net 30"}}
                """);
        sandbox.win(lead);
        queue.markDue(
                connections.findByRealm(SandboxCalls.REALM).orElseThrow().id(),
                org.wonbooks.work.WorkKind.DEAL_WON,
                "" + lead,
                "x" + lead);
        await().atMost(Duration.ofSeconds(15))
                .until(() -> sandbox.lead(lead)
                                .path("fields")
                                .path("QB_INVOICE_NUMBER")
                                .asText()
                        != "");
        JsonNode invoice = sandbox.invoicesOf(lead).get(0);
        assertThat(invoice.path("total").decimalValue()).isEqualByComparingTo("1500.50");
    }
}
