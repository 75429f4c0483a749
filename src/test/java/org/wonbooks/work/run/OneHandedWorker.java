package org.wonbooks.work.run;

import com.zaxxer.hikari.HikariDataSource;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ThreadPoolExecutor;
import javax.sql.DataSource;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.Route;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.util.ReflectionTestUtils;
import org.wonbooks.configuration.WorkSettings;
import org.wonbooks.connection.ConnectionStore;
import org.wonbooks.database.DatabaseKind;
import org.wonbooks.running.RunningRoutes;
import org.wonbooks.testing.TestDatabase;

/** A worker with one hand, and the routes by which it looks for work and runs it. */
abstract class OneHandedWorker extends WorkTest {

    private static final String LOOK_ROUTE = "work-look";

    final CamelContext camel = bean(CamelContext.class);
    final Worker worker = bean(Worker.class);
    private final ThreadPoolExecutor hands = (ThreadPoolExecutor) ReflectionTestUtils.getField(worker, "hands");

    /** What holds runs and looks up; all of it is let go at the end, so that one failing test fails no other. */
    private final List<CountDownLatch> latches = new ArrayList<>();

    OneHandedWorker(TestDatabase database) {
        super(database, OneHand.class);
    }

    CountDownLatch latch() {
        CountDownLatch latch = new CountDownLatch(1);
        latches.add(latch);
        return latch;
    }

    /** Its runs and looks end first: one that finds no route any more would wait for that of the next test. */
    @AfterEach
    void stop() throws Exception {
        jdbc.sql("update work set state = 'DONE' where state = 'OPEN'").update();
        latches.forEach(CountDownLatch::countDown);
        if (camel.getRoute(LOOK_ROUTE) == null) {
            camel.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    from(WorkRoutes.LOOK).routeId(LOOK_ROUTE).process(look -> {});
                }
            });
        }
        Awaitility.await().until(() -> hands.getActiveCount() == 0);
        untilNobodyLooks();
        for (Route route : camel.getRoutes()) {
            camel.getRouteController().stopRoute(route.getRouteId());
            camel.removeRoute(route.getRouteId());
        }
    }

    /** One thread looks, so whatever was asked for before this is done after it. */
    void untilNobodyLooks() throws Exception {
        ExecutorService looks = (ExecutorService) ReflectionTestUtils.getField(worker, "looks");
        looks.submit(() -> {}).get();
    }

    /** @param then what a look does when it has claimed */
    void looks(Processor then) throws Exception {
        camel.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from(WorkRoutes.LOOK).routeId(LOOK_ROUTE).bean(worker, "poll").process(then);
            }
        });
    }

    void runs(Processor run) throws Exception {
        camel.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                errorHandler(noErrorHandler());
                from("direct:work-run").process((Exchange exchange) -> run.process(exchange));
            }
        });
    }

    /** A worker with one hand, which hears of what is committed. Not annotated, so that no component scan finds it. */
    static class OneHand {

        @Bean(initMethod = "start", destroyMethod = "stop")
        CamelContext camel() {
            return new DefaultCamelContext();
        }

        @Bean
        OtherInstances others(DataSource pool, JdbcClient jdbc, ApplicationEventPublisher events) {
            return new OtherInstances((HikariDataSource) pool, jdbc, new DatabaseKind(pool), events);
        }

        @Bean
        Worker worker(
                WorkClaims claims,
                ConnectionStore connections,
                OtherInstances others,
                WorkSettings settings,
                CamelContext camel) {
            WorkSettings oneHand =
                    new WorkSettings(settings.lease(), settings.poll(), 1, settings.probe(), settings.gather());
            return new Worker(
                    claims,
                    connections,
                    others,
                    new Turns(),
                    new WorkHealthIndicator(Clock.systemUTC()),
                    oneHand,
                    new RunningRoutes(camel),
                    new NothingStopped(),
                    camel);
        }
    }
}
