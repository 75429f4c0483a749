package org.wonbooks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.wonbooks.testing.TestDatabase;
import org.wonbooks.testing.WonbooksJar;

/**
 * Deliveries of up to 3,000 events, twice each, are answered within a second while deals run. It goes by the clock, so
 * it runs by command only: see {@code docs/reliability.md}.
 */
class LargeDeliveriesProof {

    private static final int[] NUMBERS = {100, 300, 1000, 2000, 3000};
    private static final int DEALS = 30;
    private static final long IN_TIME = 1000;

    @RegisterExtension
    final WonbooksJar jar = new WonbooksJar();

    @ParameterizedTest
    @EnumSource
    void eachIsAnsweredWithinASecond(TestDatabase database) throws Exception {
        LargeDeliveries wonbooks = new LargeDeliveries(jar, database);
        wonbooks.start();
        for (int i = 0; i < DEALS; i++) {
            wonbooks.sandbox.win(wonbooks.sandbox.deal(i));
        }
        long slowest = 0;
        int events = 0;
        for (int number : NUMBERS) {
            // Of CloudEvents, 2,000 are what fits into a body of 1 MB.
            byte[] body = number > 2000
                    ? LargeDeliveries.notifications(events, number)
                    : LargeDeliveries.cloudEvents(events, number);
            for (int time = 0; time < 2; time++) {
                long began = System.nanoTime();
                int status = wonbooks.deliver(body);
                long took = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began);
                System.out.printf(
                        "%s: %d events, %d bytes: %d after %d ms%n", database, number, body.length, status, took);
                assertThat(status).isEqualTo(200);
                slowest = Math.max(slowest, took);
            }
            events += number;
        }
        long began = System.nanoTime();
        wonbooks.awaitAllTaken();
        System.out.printf("%s: all taken apart after %d ms%n", database, (System.nanoTime() - began) / 1_000_000);
        JdbcClient jdbc = wonbooks.stop();

        assertThat(jdbc.sql("select count(*) from event where what like 'payment %'")
                        .query(Long.class)
                        .single())
                .isEqualTo(2L * events);
        assertThat(jdbc.sql("select count(*) from work where kind = 'payment-received'")
                        .query(Long.class)
                        .single())
                .isEqualTo(events);
        assertThat(slowest).as("the slowest answer").isLessThanOrEqualTo(IN_TIME);
    }
}
