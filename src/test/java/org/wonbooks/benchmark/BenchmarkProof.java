package org.wonbooks.benchmark;

import static java.util.function.Predicate.not;

import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.wonbooks.testing.ColdStart;
import org.wonbooks.testing.TestDatabase;
import org.wonbooks.testing.WonbooksJar;

/**
 * What Wonbooks takes for a start, a deal, a payment, a burst and a webhook, on both databases; of this checkout, and
 * of another one in turns with it, both as they were built.
 *
 * <pre>
 * ./mvnw -B verify -Dtest=none -Dsurefire.failIfNoSpecifiedTests=false -Dit.test=BenchmarkProof \
 *     -Dwonbooks.benchmark.beside=/path/of/another/checkout -Dwonbooks.benchmark.rounds=5
 * </pre>
 *
 * Parts: {@code -Dwonbooks.benchmark.parts=start,rest,deals,burst,idle,hooks,silence,slow,claims}; without a word, all
 * but {@code rest}, which waits for two minutes. Databases: {@code -Dwonbooks.benchmark.databases=H2}.
 */
class BenchmarkProof {

    private static final String BESIDE = System.getProperty("wonbooks.benchmark.beside", "");
    private static final int ROUNDS = Integer.getInteger("wonbooks.benchmark.rounds", 1);
    private static final Set<String> PARTS =
            Set.of(System.getProperty("wonbooks.benchmark.parts", "start,deals,burst,idle,hooks,silence,slow,claims")
                    .split(","));
    private static final Set<String> DATABASES = Set.of(
            System.getProperty("wonbooks.benchmark.databases", "H2,POSTGRESQL").split(","));

    /** Between the 150 and 300 ms that calls to the real ones take. */
    private static final int LATENCY = 225;

    private static final Duration REST = Duration.ofMinutes(2);

    @RegisterExtension
    final WonbooksJar jar = WonbooksJar.asUsersDo(true);

    private final Figures figures = new Figures();

    @Test
    void figures() throws InterruptedException {
        List<Path> checkouts = new ArrayList<>(
                Stream.of(BESIDE).filter(not(String::isEmpty)).map(Path::of).toList());
        checkouts.add(Path.of(""));
        for (int round = 0; round < ROUNDS; round++) {
            for (TestDatabase database : TestDatabase.values()) {
                if (DATABASES.contains(database.name())) {
                    for (Path checkout : checkouts) {
                        measure(checkout, database);
                    }
                    if (PARTS.contains("claims")) {
                        new MeasuredClaims(database, figures, column(Path.of(""), database)).measure();
                    }
                }
            }
        }
        System.out.printf(
                "%s, %d cores, %s %s, Java %s; medians of %d%n%s%n",
                LocalDate.now(),
                Runtime.getRuntime().availableProcessors(),
                System.getProperty("os.name"),
                System.getProperty("os.arch"),
                Runtime.version(),
                ROUNDS,
                figures);
    }

    private void measure(Path checkout, TestDatabase database) throws InterruptedException {
        if (PARTS.contains("start")) {
            start(checkout, database);
        }
        if (PARTS.contains("rest")) {
            MeasuredProduct product = product(checkout, database, 0);
            Thread.sleep(REST.toMillis());
            product.memory("at rest");
            product.end();
        }
        if (PARTS.contains("deals")) {
            deals(product(checkout, database, 0));
        }
        if (PARTS.contains("burst")) {
            MeasuredProduct product = product(checkout, database, 0);
            product.burst("right after a start", 200);
            product.mostMemory("at most in a burst");
            product.end();
        }
        if (PARTS.contains("idle")) {
            MeasuredProduct product = product(checkout, database, 0);
            product.deals("to warm up", 50);
            product.doors().hooksThatCauseNone(1500, 10);
            product.mostMemory("at most under hooks without work");
            product.end();
        }
        if (PARTS.contains("hooks")) {
            hooks(product(checkout, database, 0));
        }
        if (PARTS.contains("silence")) {
            MeasuredProduct product = product(checkout, database, 0);
            product.doors().hooksWhileNobodyAnswers(50_000, 20, 20);
            product.mostMemory("at most with 50,000 open");
            product.end();
        }
        if (PARTS.contains("slow")) {
            MeasuredProduct product = product(checkout, database, LATENCY);
            product.deals("225 ms a call, the first", 1);
            product.deals("225 ms a call, to warm up", 10);
            List<Long> deals = product.deals("225 ms a call", 20);
            product.payments("225 ms a call", deals);
            product.end();
        }
    }

    private void start(Path checkout, TestDatabase database) {
        ColdStart start = ColdStart.measure(
                database.newUrl(),
                checkout.toAbsolutePath().resolve("routes"),
                arguments -> jar.startIn(checkout, arguments));
        figures.add("start to the first hook taken, s", column(checkout, database), start.hook());
        figures.add("start to ready, s", column(checkout, database), start.ready());
    }

    private static void deals(MeasuredProduct product) {
        List<Long> deals = product.deals("1 to 100", 100);
        product.deals("101 to 300", 200);
        product.deals("301 to 400", 100);
        product.payments("warm", deals);
        product.burst("warm", 200);
        product.mostMemory("at most under load");
        product.memory("after 600 deals");
        product.end();
    }

    private static void hooks(MeasuredProduct product) {
        product.deals("to warm up", 50);
        MeasuredDoors doors = product.doors();
        doors.hooksThatCauseWork(20, 20);
        doors.hooksThatCauseWork(50, 10);
        doors.hooksThatCauseWork(100, 10);
        product.mostMemory("at most under hooks");
        product.end();
    }

    private MeasuredProduct product(Path checkout, TestDatabase database, int latency) {
        return new MeasuredProduct(jar, checkout, database.newUrl(), latency, figures, column(checkout, database));
    }

    private static String column(Path checkout, TestDatabase database) {
        return (checkout.toString().isEmpty() ? "this, " : "beside, ") + database;
    }
}
