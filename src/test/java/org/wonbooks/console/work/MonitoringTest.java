package org.wonbooks.console.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.lang.management.ManagementFactory;
import java.time.Instant;
import java.util.Arrays;
import java.util.Set;
import javax.management.MBeanException;
import javax.management.MBeanFeatureInfo;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jmx.export.MBeanExporter;
import org.wonbooks.console.ConsoleTest;
import org.wonbooks.database.DatabaseTime;
import org.wonbooks.oauth.token.TokenStore;
import org.wonbooks.testing.Rows;
import org.wonbooks.testing.SandboxCalls;

/** The MBeans, read back through the MBean server. */
class MonitoringTest extends ConsoleTest {

    private static final ObjectName WORK = name("org.wonbooks:type=Work");

    private final MBeanServer server = ManagementFactory.getPlatformMBeanServer();

    @Autowired
    TokenStore tokens;

    Rows rows;

    /** Another test's application in this process may have taken the name over. */
    @BeforeEach
    void ours(@Autowired MBeanExporter exporter, @Autowired WorkBean bean) {
        exporter.registerManagedResource(bean, WORK);
        rows = new Rows(jdbc);
    }

    @Test
    void workIsCountedAndReplayed() throws Exception {
        long dead = (Long) server.getAttribute(WORK, "Dead");
        long paused = (Long) server.getAttribute(WORK, "Paused");
        long id = rows.work(connection("Counted"), "deal-won", "51", "DEAD");

        assertThat(server.getAttribute(WORK, "Dead")).isEqualTo(dead + 1);
        server.invoke(WORK, "replay", new Object[] {id}, new String[] {"long"});
        assertThat(server.getAttribute(WORK, "Dead")).isEqualTo(dead);
        assertThat(server.getAttribute(WORK, "Paused")).isEqualTo(paused + 1);
        assertThat(server.getAttribute(WORK, "Open")).isInstanceOf(Long.class);
        assertThat(server.getAttribute(WORK, "Running")).isInstanceOf(Long.class);
        assertThat((Long) server.getAttribute(WORK, "OldestOpenSeconds")).isNotNegative();
        assertThat(count(
                        "audit where username = 'jmx' and action = 'work.replay' and subject = ?",
                        "work " + id + ": deal-won 51"))
                .isEqualTo(1);

        assertThatThrownBy(() -> server.invoke(WORK, "replay", new Object[] {999_999L}, new String[] {"long"}))
                .isInstanceOf(MBeanException.class)
                .hasStackTraceContaining("There is no work 999999.");
    }

    @Test
    void deliveriesThatWaitAreSeen() throws Exception {
        jdbc.sql("insert into inbox (source, received_at, body) values ('QUICKBOOKS', ?, ?)")
                .params(DatabaseTime.parameter(Instant.now().minusSeconds(90)), new byte[0])
                .update();
        jdbc.sql(
                        """
                        insert into untaken (inbox_id, due_at, attempts, reason)
                        select max(id), ?, 3, 'It could not be taken apart' from inbox
                        """)
                .param(DatabaseTime.parameter(Instant.now().plusSeconds(600)))
                .update();

        assertThat(server.getAttribute(WORK, "DeliveriesWaiting")).isEqualTo(1L);
        assertThat((Long) server.getAttribute(WORK, "OldestDeliverySeconds")).isBetween(89L, 600L);
        JsonNode waiting = api("GET", "/work/deliveries", null).json();
        assertThat(waiting.path("total").asInt()).isEqualTo(1);
        assertThat(waiting.path("items").get(0).path("reason").asText()).isEqualTo("It could not be taken apart");

        jdbc.sql("delete from untaken").update();
        assertThat(server.getAttribute(WORK, "OldestDeliverySeconds")).isEqualTo(0L);
    }

    @Test
    void aConnectionIsSeenAndPaused() throws Exception {
        long id = connection("A \\\"quoted\\\", name=*");
        ObjectName bean = bean(id);
        assertThat(ObjectName.unquote(bean.getKeyProperty("name"))).isEqualTo("A \"quoted\", name=*");
        assertThat(names(server.getMBeanInfo(bean).getAttributes()))
                .containsExactlyInAnyOrder("State", "TokenSecondsLeft", "ReadsThisMonth", "ReadsForecast");
        assertThat(names(server.getMBeanInfo(bean).getOperations())).contains("refreshToken", "pause", "resume");
        assertThat(server.getAttribute(bean, "State")).isEqualTo("NEW");
        assertThat(server.getAttribute(bean, "TokenSecondsLeft")).isEqualTo(0L);
        assertThat(server.getAttribute(bean, "ReadsThisMonth")).isEqualTo(0L);

        server.invoke(bean, "pause", null, null);
        assertThat(server.getAttribute(bean, "State")).isEqualTo("PAUSED");
        server.invoke(bean, "resume", null, null);
        assertThat(server.getAttribute(bean, "State")).isEqualTo("NEW");
        assertThat(count(
                        "audit where username = 'jmx' and action = 'connection.change' and subject = ?",
                        "connection " + id))
                .isEqualTo(2);
    }

    @Test
    void whatPrometheusReadsIsThere() {
        api("GET", "/connections", null);

        assertThat(send("GET", "/actuator/prometheus", null, "Authorization", basic(PASSWORD))
                        .body())
                .containsPattern("camel_exchanges_total\\{[^}]*routeId=\"work-run\"")
                .containsPattern("camel_exchanges_failed_total\\{[^}]*routeId=\"work-run\"")
                .containsPattern("camel_route_policy_seconds_count\\{[^}]*routeId=\"")
                .contains("http_server_requests_seconds_count{", "jvm_memory_used_bytes{", "hikaricp_connections{");
    }

    @Test
    void everyRouteIsSeenWithItsCountsAndItsPlace() throws Exception {
        Set<ObjectName> found = server.queryNames(name("org.apache.camel:type=routes,name=\"deal-won\",*"), null);

        assertThat(found).isNotEmpty();
        assertThat(names(server.getMBeanInfo(found.iterator().next()).getAttributes()))
                .contains("ExchangesTotal", "ExchangesFailed", "MeanProcessingTime", "SourceLocation");
    }

    @Test
    void goesByTheNameThatTheConnectionHasNow() {
        long id = connection("Before");
        long other = connection("After");

        api("PATCH", "/connections/" + id, "{\"name\": \"After\"}");

        assertThat(ObjectName.unquote(bean(id).getKeyProperty("name"))).isEqualTo("After");
        assertThat(bean(other)).isNotEqualTo(bean(id));
    }

    @Test
    void aLongLivedTokenSurvivesARefresh() throws Exception {
        long id = connection("Long");
        tokens.storeLongLived(id, "a-token-without-an-end");

        server.invoke(bean(id), "refreshToken", null, null);

        assertThat(count("token where connection_id = ? and state = 'READY' and version = 1", id))
                .isEqualTo(1);
        assertThat((Long) server.getAttribute(bean(id), "TokenSecondsLeft")).isPositive();
    }

    @Test
    void tokensAreRefreshedOnDemand() throws Exception {
        // The sandbox's own connection, made at start.
        long id = jdbc.sql("select id from connection where realm_id = ?")
                .param(SandboxCalls.REALM)
                .query(Long.class)
                .single();
        long before = versions(id);

        server.invoke(bean(id), "refreshToken", null, null);

        assertThat(versions(id)).isGreaterThanOrEqualTo(before + 2);
        assertThat(server.getAttribute(bean(id), "State")).isEqualTo("READY");
        assertThat((Long) server.getAttribute(bean(id), "TokenSecondsLeft")).isBetween(3000L, 3600L);
        assertThat(count(
                        "audit where username = 'jmx' and action = 'connection.refresh-token' and subject = ?",
                        "connection " + id))
                .isEqualTo(1);
    }

    private long versions(long id) {
        return jdbc.sql("select sum(version) from token where connection_id = ?")
                .param(id)
                .query(Long.class)
                .single();
    }

    /** The one MBean of a connection. */
    private ObjectName bean(long id) {
        Set<ObjectName> found = server.queryNames(name("org.wonbooks:type=Connection,id=" + id + ",*"), null);
        assertThat(found).as("MBeans of connection " + id).hasSize(1);
        return found.iterator().next();
    }

    private static Set<String> names(MBeanFeatureInfo[] features) {
        return Set.copyOf(Arrays.stream(features).map(MBeanFeatureInfo::getName).toList());
    }

    private static ObjectName name(String name) {
        try {
            return new ObjectName(name);
        } catch (javax.management.MalformedObjectNameException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
