package org.wonbooks.testing;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ThreadPoolExecutor;
import org.apache.camel.CamelContext;
import org.apache.camel.Route;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.util.AopTestUtils;
import org.springframework.test.util.ReflectionTestUtils;
import org.wonbooks.database.DatabaseKind;
import org.wonbooks.sandbox.HookSender;
import org.wonbooks.sandbox.store.Store;
import org.wonbooks.work.run.Worker;

/**
 * Brings a running Wonbooks and its sandbox to where they were when they were started first: empty tables, the
 * sandbox's seed, nothing kept in memory. So one application serves many test classes, which would each wait for a
 * start else.
 */
public final class FreshStart {

    /** What beans keep of what was done. The schedules' test tells of each field that is new: it belongs here too. */
    private static final Map<String, List<String>> MEMORY = Map.ofEntries(
            Map.entry("accessTokens", List.of("refreshes.running", "unstored.kept")),
            Map.entry("tokenRefresh", List.of("blockedUntil")),
            Map.entry("guesses", List.of("byVisitor", "strangers.times")),
            Map.entry("loginNews", List.of("programs")),
            Map.entry("strangersAudit", List.of("byAddress")),
            Map.entry("accountReads", List.of("kept")),
            Map.entry("companyBooks", List.of("answers")),
            Map.entry("manualTokens", List.of("successors")),
            Map.entry("exchangeRates", List.of("rates")),
            Map.entry("knownFields", List.of("lists")),
            Map.entry("quickBooksDoor", List.of("byRealm")),
            Map.entry("workClaims", List.of("probes")));

    private final ApplicationContext context;
    private final CamelContext camel;
    private final JdbcClient jdbc;
    private final Store store;
    private final SandboxCalls sandbox;

    public FreshStart(ApplicationContext context) {
        this.context = context;
        camel = context.getBean(CamelContext.class);
        jdbc = context.getBean(JdbcClient.class);
        store = context.getBean(Store.class);
        sandbox = new SandboxCalls(context.getEnvironment().getRequiredProperty("server.port", Integer.class));
    }

    /** Everything as at the first start. */
    public void begin() throws Exception {
        rest();
        store.turn(() -> store.clear(""));
        emptyTables();
        forget();
        sandbox.post("/reset");
        for (Route route : clockwork()) {
            camel.getRouteController().resumeRoute(route.getRouteId());
        }
    }

    /**
     * Waits for the end of what is under way. From then on nothing happens by itself, neither here nor at the peers.
     */
    public void rest() throws Exception {
        for (Route route : clockwork()) {
            camel.getRouteController().suspendRoute(route.getRouteId());
        }
        sandbox.delete("/faults");
        // Whoever looks for work does so on one thread: what was asked for before this is done after it.
        ((ExecutorService) field(context.getBean(Worker.class), "looks"))
                .submit(() -> {})
                .get();
        awaitEmpty(context.getBean(Worker.class), "running");
        store.turn(() -> store.clear("sandbox."));
        awaitEmpty(context.getBean(HookSender.class), "inFlight");
        ThreadPoolExecutor takingApart = (ThreadPoolExecutor) field(context.getBean("deliveries"), "hands");
        await("what is taken apart")
                .until(() -> takingApart.getActiveCount() == 0
                        && takingApart.getQueue().isEmpty());
        await("what is under way").until(() -> camel.getInflightRepository().size() == 0);
    }

    /** What begins by itself, and the look for due work, which whoever marks some asks for. */
    private List<Route> clockwork() {
        return camel.getRoutes().stream()
                .filter(route -> route.getEndpoint().getEndpointUri().matches("(timer|quartz):.*|direct:work-look.*"))
                .toList();
    }

    private static void awaitEmpty(Object bean, String field) {
        Collection<?> underWay = (Collection<?>) field(bean, field);
        await(field).atMost(Duration.ofSeconds(60)).until(underWay::isEmpty);
    }

    /** All but what says which routes this application runs: it goes on with them. */
    private void emptyTables() {
        List<String> tables = jdbc
                .sql(
                        """
                        select table_name from information_schema.tables
                         where lower(table_schema) = 'public' and table_type = 'BASE TABLE'
                           and lower(table_name) not in
                               ('flyway_schema_history', 'route_set', 'route_change', 'route_instance')
                        """)
                .query(String.class)
                .list()
                .stream()
                .map(table -> '"' + table + '"')
                .toList();
        if (context.getBean(DatabaseKind.class).oursAlone()) {
            jdbc.sql("set referential_integrity false").update();
            tables.forEach(table ->
                    jdbc.sql("truncate table " + table + " restart identity").update());
            jdbc.sql("set referential_integrity true").update();
        } else {
            jdbc.sql("truncate table " + String.join(", ", tables) + " restart identity")
                    .update();
        }
    }

    private void forget() {
        MEMORY.forEach((bean, fields) -> fields.forEach(field -> clear(field(context.getBean(bean), field))));
        Object places = context.getBean("places");
        if (context.getBean(DatabaseKind.class).oursAlone()) {
            clear(field(places, "places"));
            clear(field(places, "closed"));
        }
        Object claims = AopTestUtils.getUltimateTargetObject(context.getBean("workClaims"));
        ReflectionTestUtils.setField(claims, "last", 0L);
        Object keys = AopTestUtils.getUltimateTargetObject(context.getBean("appKeys"));
        ReflectionTestUtils.setField(keys, "entered", null);
        context.getBean(TestTime.class).reset();
    }

    /** Mappings are read as at a start: the next ones to be used are taken, whatever examples say. */
    public static void forgetMappings(BeanFactory beans) {
        clear(field(beans.getBean("setMappings"), "byFolder"));
    }

    private static void clear(Object container) {
        if (container instanceof Map<?, ?> map) {
            map.clear();
        } else {
            ((Collection<?>) container).clear();
        }
    }

    private static Object field(Object bean, String path) {
        Object value = bean;
        for (String field : path.split("\\.")) {
            Object owner = AopTestUtils.getUltimateTargetObject(value);
            value = ReflectionTestUtils.getField(owner, field);
        }
        return value;
    }
}
