package org.wonbooks.work.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariDataSource;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.apache.camel.CamelContext;
import org.apache.camel.Processor;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.wonbooks.configuration.WorkSettings;
import org.wonbooks.database.DatabaseKind;
import org.wonbooks.running.RunningRoutes;
import org.wonbooks.testing.TestDatabase;
import org.wonbooks.testing.Whole;
import org.wonbooks.work.Work;

/** Two instances on one PostgreSQL, neither of which looks for work unless it is told. */
@Whole
class OtherInstancesTest extends WorkTest {

    private static final WorkSettings ONE_HAND =
            new WorkSettings(WORK.lease(), WORK.poll(), 1, WORK.probe(), WORK.gather());

    private static final String LISTENING =
            "pg_stat_activity where datname = current_database() and query like 'listen%'";

    private final CountDownLatch goOn = new CountDownLatch(1);
    private final List<Work> othersRuns = new CopyOnWriteArrayList<>();
    private final CamelContext camel = bean(CamelContext.class);
    private final CamelContext othersCamel = new DefaultCamelContext();
    private OtherInstances ear;

    OtherInstancesTest() {
        super(TestDatabase.POSTGRESQL, OneHandedWorker.OneHand.class);
    }

    @AfterEach
    void end() throws Exception {
        goOn.countDown();
        ear.destroy();
        othersCamel.stop();
        camel.stop();
    }

    @Test
    void whatOneHasNoHandForAnotherWorksOnAtOnce() throws Exception {
        works(camel, bean(Worker.class), run -> goOn.await());
        works(othersCamel, other(), run -> othersRuns.add(run.getVariable("work", Work.class)));
        mark(7);
        await().until(() -> count("work where state = 'RUNNING'") == 1);

        mark(8);
        await().until(() -> othersRuns.size() == 1);

        long broken = breakTheLine();
        await().atMost(Duration.ofSeconds(60)).until(() -> count(LISTENING + " and pid <> ?", broken) == 1);
        mark(9);
        await().until(() -> othersRuns.size() == 2);
    }

    /** The other instance's worker, which listens. */
    private Worker other() {
        Worker[] worker = new Worker[1];
        ear = new OtherInstances((HikariDataSource) pool, jdbc, new DatabaseKind(pool), told -> worker[0].wake());
        othersCamel.start();
        worker[0] = new Worker(
                otherInstance,
                connections,
                ear,
                new Turns(),
                new WorkHealthIndicator(Clock.systemUTC()),
                ONE_HAND,
                new RunningRoutes(othersCamel),
                new NothingStopped(),
                othersCamel);
        ear.listen();
        await().until(() -> count(LISTENING) == 1);
        return worker[0];
    }

    /** As a server does that is started anew; answers what it was called. */
    private long breakTheLine() {
        long pid = jdbc.sql("select pid from " + LISTENING).query(Long.class).single();
        assertThat(count(LISTENING + " and pg_terminate_backend(pid)")).isOne();
        return pid;
    }

    private void works(CamelContext camel, Worker worker, Processor run) throws Exception {
        camel.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                errorHandler(noErrorHandler());
                from(WorkRoutes.LOOK).bean(worker, "poll");
                from("direct:work-run").process(run).process(each -> queue.done(each.getVariable("work", Work.class)));
            }
        });
    }
}
