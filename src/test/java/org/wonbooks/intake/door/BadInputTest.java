package org.wonbooks.intake.door;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpServer;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.apache.camel.Exchange;
import org.apache.camel.component.bean.BeanConstants;
import org.apache.camel.component.http.HttpConstants;
import org.apache.camel.component.quartz.QuartzConstants;
import org.apache.camel.component.sql.SqlConstants;
import org.apache.camel.spi.CamelEvent;
import org.apache.camel.spi.CamelEvent.ExchangeCreatedEvent;
import org.apache.camel.support.EventNotifierSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.wonbooks.testing.AtOnce;
import org.wonbooks.testing.BadInput;
import org.wonbooks.testing.OnPostgreSql;
import org.wonbooks.testing.RunningWonbooks;
import org.wonbooks.testing.SandboxCalls;
import org.wonbooks.testing.Webhooks;

/** Senders who mean harm, before the running product on PostgreSQL, which takes fewer texts than H2. */
@OnPostgreSql
class BadInputTest extends RunningWonbooks {

    private Webhooks hooks;
    private BadInput input;

    @BeforeEach
    void beginQuietly() {
        String secret = connections.webhookSecret(connection().id());
        hooks = new Webhooks(settings.publicUrl(), settings.publicUrl() + "/webhooks/kommo/" + secret);
        input = new BadInput(hooks, product, sandbox);
        awaitQuiet();
        input.forgetCalls();
    }

    @Test
    void whateverComesIsRefusedAsDocumentedOrStoredAndHarmsNothing() throws Exception {
        // The whole is for the packaged product, with little memory: BadInputIT.
        input.send(4);
        input.awaitHarmlessEnd();

        assertThat(input.writes()).isEmpty();
        assertThat(count("event where state not in ('DONE', 'SKIPPED')")).isZero();
        assertThat(count("event where state = 'SKIPPED' and reason is null")).isZero();
        assertThat(count("inbox i where not exists (select 1 from event e where e.inbox_id = i.id)"))
                .as("deliveries of which nothing is told")
                .isZero();
        assertThat(jdbc.sql("select max(rows) from (select count(*) as rows from event group by inbox_id) told")
                        .query(Long.class)
                        .single())
                .as("rows of one delivery")
                .isLessThanOrEqualTo(330);
    }

    /** With the secret, and untrue: what counts is read from Kommo, once for each deal that is named. */
    @Test
    void aForgedHookCausesTwoReadsOfADealAndNoWrite() throws Exception {
        List<Long> leads = IntStream.range(0, 5)
                .mapToObj(i -> deal("Not won " + i, "10", "Nell Notwon", "nell@notwon.example"))
                .toList();
        awaitQuiet();
        input.forgetCalls();
        jdbc.sql("update connection set paused = true").update();
        try {
            AtOnce.run(4, sender -> {
                for (int i = 0; i < 250; i++) {
                    byte[] hook = wonHook(leads.get(i % leads.size())).getBytes(UTF_8);
                    assertThat(hooks.kommo(hook).statusCode()).isEqualTo(200);
                }
                return sender;
            });
        } finally {
            jdbc.sql("update connection set paused = false").update();
        }
        awaitQuiet();

        assertThat(input.writes()).isEmpty();
        // The deal, and whether it was won and moved on meanwhile.
        assertThat(calls("kommo")).hasSize(2 * leads.size());
        assertThat(calls("quickbooks")).isEmpty();
        assertThat(leads).allSatisfy(lead -> {
            assertThat(workState("deal-won", lead)).isEqualTo("SKIPPED");
            assertThat(sandbox.invoicesOf(lead)).isEmpty();
        });
    }

    @Test
    void aSignedDeliveryThatIsRepeatedAThousandTimesCausesNothing() throws Exception {
        byte[] delivery =
                """
                [{"id": "replayed-1", "type": "qbo.payment.created.v1", "intuitentityid": "987654321",
                  "intuitaccountid": "%s"}]
                """
                        .formatted(SandboxCalls.REALM)
                        .getBytes(UTF_8);
        assertThat(hooks.quickbooks(delivery).statusCode()).isEqualTo(200);
        awaitQuiet();
        input.forgetCalls();

        AtOnce.run(4, sender -> {
            for (int i = 0; i < 250; i++) {
                assertThat(hooks.quickbooks(delivery).statusCode()).isEqualTo(200);
            }
            return sender;
        });
        awaitQuiet();

        assertThat(sandbox.get("/calls")).isEmpty();
        assertThat(jdbc.sql("select hints from work where kind = 'payment-received' and work_key = '987654321'")
                        .query(Long.class)
                        .single())
                .isEqualTo(1);
        assertThat(count("event where what = 'payment 987654321 created' and reason = 'Delivered before'"))
                .isGreaterThanOrEqualTo(1_000);
    }

    /** All names that Camel and its components here give a meaning, in four spellings, as header and as parameter. */
    @Test
    void noNameThatMeansSomethingToCamelGetsIn() throws Exception {
        Set<String> seen = ConcurrentHashMap.newKeySet();
        EventNotifierSupport notifier = new EventNotifierSupport() {
            @Override
            public void notify(CamelEvent event) {
                if (event instanceof ExchangeCreatedEvent created
                        && created.getExchange().getFromRouteId() != null
                        && created.getExchange().getFromRouteId().startsWith("webhook-")) {
                    created.getExchange().getMessage().getHeaders().forEach((name, value) -> {
                        if (String.valueOf(value).contains("evil")) {
                            seen.add(name);
                        }
                    });
                }
            }
        };
        camel.getManagementStrategy().addEventNotifier(notifier);
        try {
            List<String> names = camelNames();
            assertThat(names)
                    .hasSizeGreaterThan(300)
                    .contains("CamelBeanMethodName", "CAMELHTTPURI", "long-running-action");
            for (int from = 0; from < names.size(); from += 50) {
                List<String> some = names.subList(from, Math.min(names.size(), from + 50));
                String[] headers =
                        some.stream().flatMap(name -> Stream.of(name, "evil")).toArray(String[]::new);
                byte[] form = some.stream()
                        .map(name -> name + "=evil&" + name + "[x]=evil")
                        .collect(Collectors.joining("&"))
                        .getBytes(UTF_8);
                for (HttpResponse<String> answer :
                        List.of(hooks.kommo(form, headers), hooks.quickbooks(form, headers))) {
                    assertThat(answer.statusCode()).isEqualTo(200);
                    assertThat(answer.body()).isEmpty();
                    assertThat(answer.headers().map().toString()).doesNotContain("evil");
                }
                assertThat(hooks.quickbooksUnsigned(form, headers).statusCode()).isEqualTo(401);
            }
        } finally {
            camel.getManagementStrategy().removeEventNotifier(notifier);
        }
        awaitQuiet();
        assertThat(seen).isEmpty();
        assertThat(sandbox.get("/calls")).isEmpty();
    }

    private static List<String> camelNames() {
        List<String> names = new ArrayList<>();
        Stream.of(Exchange.class, BeanConstants.class, HttpConstants.class, QuartzConstants.class, SqlConstants.class)
                .flatMap(type -> Arrays.stream(type.getFields()))
                .filter(field -> field.getType() == String.class && Modifier.isStatic(field.getModifiers()))
                .map(BadInputTest::value)
                .filter(name -> name.matches("(?i)camel[A-Za-z0-9]+|" + Exchange.SAGA_LONG_RUNNING_ACTION))
                .distinct()
                .forEach(name -> names.addAll(List.of(
                        name,
                        name.toLowerCase(Locale.ROOT),
                        name.toUpperCase(Locale.ROOT),
                        name.substring(0, 1).toLowerCase(Locale.ROOT)
                                + name.substring(1, 5).toUpperCase(Locale.ROOT)
                                + name.substring(5))));
        return names;
    }

    private static String value(Field field) {
        try {
            return (String) field.get(null);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void nothingThatASenderOrAnAnswerNamesIsCalled() throws Exception {
        AtomicInteger called = new AtomicInteger();
        HttpServer trap = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        trap.createContext("/", exchange -> {
            called.incrementAndGet();
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        trap.start();
        try {
            String host = "127.0.0.1:" + trap.getAddress().getPort();
            for (String hostile : List.of(
                    host,
                    host + "/",
                    "http://" + host,
                    "//" + host,
                    host + "#",
                    host + "/?",
                    "acme@" + host,
                    host + "/acme",
                    "..",
                    "169.254.169.254",
                    "[::1]",
                    "acme.kommo.com.evil.example")) {
                hooks.kommo(("account[subdomain]=" + hostile + "&account[_links][self]=http://" + host
                                + "&leads[update][0][id]=4711&leads[update][0][_links][self]=http://" + host)
                        .getBytes(UTF_8));
                hooks.quickbooks(
                        """
                        [{"id": "%1$s", "source": "http://%1$s", "type": "qbo.payment.created.v1",
                          "intuitentityid": "%1$s", "intuitaccountid": "%2$s"},
                         {"type": "qbo.payment.created.v1", "intuitentityid": "4711", "intuitaccountid": "%1$s"}]
                        """
                                .formatted(hostile, SandboxCalls.REALM)
                                .getBytes(UTF_8));
            }
            // The sweep follows pages: a next page that lies elsewhere is only a sign that there is one.
            sandbox.post(
                    "/faults",
                    """
                    {"system": "kommo", "method": "GET", "path": "leads$", "count": 1, "kind": "status", "when": "before",
                     "status": 200, "body": "{\\"_links\\": {\\"next\\": {\\"href\\": \\"http://%1$s/next\\"}},
                     \\"_embedded\\": {\\"leads\\": []}}"}
                    """
                            .formatted(host)
                            .replace("\n", " "));
            hooks.kommo(("x=1&".repeat(20_001)).getBytes(UTF_8));
            awaitQuiet();

            assertThat(sandbox.get("/faults")).as("the sweep met its page").isEmpty();
            assertThat(calls("kommo"))
                    .filteredOn(call -> call.path("path").asText().endsWith("leads"))
                    .as("pages that were read")
                    .hasSize(2);
            assertThat(called).hasValue(0);
        } finally {
            trap.stop(0);
        }
    }

    private List<JsonNode> calls(String system) {
        return StreamSupport.stream(sandbox.get("/calls?system=" + system).spliterator(), false)
                .toList();
    }

    private long count(String from) {
        return jdbc.sql("select count(*) from " + from).query(Long.class).single();
    }
}
