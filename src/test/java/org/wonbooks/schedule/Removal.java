package org.wonbooks.schedule;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.Predicate;
import org.apache.camel.component.http.HttpEndpoint;
import org.apache.camel.processor.FilterProcessor;
import org.apache.camel.spi.HeaderFilterStrategy;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.io.entity.EntityUtils;
import org.apache.hc.core5.http.io.entity.StringEntity;
import org.mockito.Mockito;
import org.springframework.test.util.ReflectionTestUtils;

/** How a guard is taken away for one story: between the product and the outside, or in its running beans. */
@FunctionalInterface
interface Removal {

    void from(Play play);

    /** A part of a statement reads otherwise; it keeps its parameters. */
    static Removal statement(String part, String instead) {
        return play ->
                play.script.change(sql -> sql.strip().replaceAll("\\s+", " ").contains(part)
                        ? sql.strip().replaceAll("\\s+", " ").replace(part, instead)
                        : sql);
    }

    /** Calls like this are answered otherwise. */
    static Removal answering(String call, UnaryOperator<String> body) {
        return play -> play.script.change(call, (request, scope, chain) -> {
            ClassicHttpResponse answer = chain.proceed(request, scope);
            String text =
                    answer.getEntity() == null ? "" : EntityUtils.toString(answer.getEntity(), StandardCharsets.UTF_8);
            answer.setEntity(new StringEntity(body.apply(text), ContentType.APPLICATION_JSON));
            answer.removeHeaders("Content-Length");
            return answer;
        });
    }

    static Removal searchesFindNo(String entity) {
        Removal queries = answering("GET .*/query\\?.*(?i)from(%20|\\+)" + entity, body -> "{\"QueryResponse\": {}}");
        Removal changes = answering(
                "GET .*/cdc\\?.*entities=" + entity, body -> "{\"CDCResponse\": [{\"QueryResponse\": [{}]}]}");
        return play -> {
            queries.from(play);
            changes.from(play);
        };
    }

    /** Each call has another one: without any, QuickBooks would not take it. */
    static Removal withoutRequestId() {
        AtomicInteger calls = new AtomicInteger();
        return play -> play.script.change("[?&]requestid=", (request, scope, chain) -> {
            request.setPath(
                    request.getPath().replaceFirst("([?&]requestid=)[^&]*", "$1another-" + calls.incrementAndGet()));
            return chain.proceed(request, scope);
        });
    }

    static Removal olderTokensReplaceNewer() {
        return play -> play.script.change(
                sql -> sql.contains("refresh_token = ?") ? sql.replace("and version = ?", "and version >= ?") : sql);
    }

    static Removal withoutWorkKey() {
        return play -> {
            String key = play.world
                    .jdbc
                    .sql(
                            """
                            select constraint_name from information_schema.key_column_usage
                             where table_name = 'WORK' and column_name = 'WORK_KEY'
                            """)
                    .query(String.class)
                    .single();
            play.world.jdbc.sql("alter table work drop constraint " + key).update();
            play.repairBy(() -> {
                play.world.begin(Fate.KIND);
                play.world
                        .jdbc
                        .sql("alter table work add constraint " + key + " unique (connection_id, kind, work_key)")
                        .update();
            });
        };
    }

    static Removal withoutSignature() {
        return play -> {
            for (Instance each : List.of(play.one, play.two)) {
                FilterProcessor signed =
                        each
                                .bean(CamelContext.class)
                                .getRoute("webhook-quickbooks")
                                .filter("quickbooks-verify")
                                .stream()
                                .flatMap(choice -> ((org.apache.camel.Navigate<?>) choice).next().stream())
                                .filter(FilterProcessor.class::isInstance)
                                .map(FilterProcessor.class::cast)
                                .findFirst()
                                .orElseThrow();
                Object predicate = ReflectionTestUtils.getField(signed, FilterProcessor.class, "predicate");
                ReflectionTestUtils.setField(signed, "predicate", (Predicate) exchange -> true);
                play.repairBy(() -> ReflectionTestUtils.setField(signed, "predicate", predicate));
            }
        };
    }

    /** Whatever a mapping composed is sent. */
    static Removal withoutGate() {
        return play -> {
            for (Instance each : List.of(play.one, play.two)) {
                Object writes = each.beans().getBean("writes");
                Object gate = ReflectionTestUtils.getField(writes, "gate");
                ReflectionTestUtils.setField(writes, "gate", Mockito.mock(gate.getClass()));
                play.repairBy(() -> ReflectionTestUtils.setField(writes, "gate", gate));
            }
        };
    }

    /** Whatever comes in comes through; what goes out stays as it is. */
    static Removal withoutHeaderList() {
        return play -> {
            for (Instance each : List.of(play.one, play.two)) {
                for (Endpoint endpoint : each.bean(CamelContext.class).getEndpoints()) {
                    if (endpoint instanceof HttpEndpoint http) {
                        HeaderFilterStrategy list = http.getHeaderFilterStrategy();
                        http.setHeaderFilterStrategy(new NoneIn(list));
                        play.repairBy(() -> http.setHeaderFilterStrategy(list));
                    }
                }
            }
        };
    }

    /** @param list what it was before */
    record NoneIn(HeaderFilterStrategy list) implements HeaderFilterStrategy {

        @Override
        public boolean applyFilterToCamelHeaders(String name, Object value, Exchange exchange) {
            return list.applyFilterToCamelHeaders(name, value, exchange);
        }

        @Override
        public boolean applyFilterToExternalHeaders(String name, Object value, Exchange exchange) {
            return false;
        }
    }
}
