package org.wonbooks.benchmark;

import static java.util.function.Predicate.not;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.wonbooks.testing.TestDatabase;
import org.wonbooks.testing.WonbooksJar;

/**
 * What Wonbooks takes for a deal, a payment, a burst and a webhook, on both databases; of this checkout, and of another
 * one in turns with it, both as they were built.
 *
 * <pre>
 * ./mvnw -B verify -Dtest=none -Dsurefire.failIfNoSpecifiedTests=false -Dit.test=BenchmarkProof \
 *     -Dwonbooks.benchmark.beside=/path/of/another/checkout -Dwonbooks.benchmark.rounds=5
 * </pre>
 *
 * Parts: {@code -Dwonbooks.benchmark.parts=deals,burst,hooks,slow}. Databases:
 * {@code -Dwonbooks.benchmark.databases=H2}.
 */
class BenchmarkProof {

    private static final String BESIDE = System.getProperty("wonbooks.benchmark.beside", "");
    private static final int ROUNDS = Integer.getInteger("wonbooks.benchmark.rounds", 1);
    private static final Set<String> PARTS =
            Set.of(System.getProperty("wonbooks.benchmark.parts", "deals,burst,hooks,slow")
                    .split(","));
    private static final Set<String> DATABASES = Set.of(
            System.getProperty("wonbooks.benchmark.databases", "H2,POSTGRESQL").split(","));

    /** Between the 150 and 300 ms that calls to the real ones take. */
    private static final int LATENCY = 225;

    @RegisterExtension
    final WonbooksJar jar = WonbooksJar.asUsersDo(true);

    private final Figures figures = new Figures();

    @Test
    void figures() {
        List<Path> checkouts = new ArrayList<>(
                Stream.of(BESIDE).filter(not(String::isEmpty)).map(Path::of).toList());
        checkouts.add(Path.of(""));
        for (int round = 0; round < ROUNDS; round++) {
            for (TestDatabase database : TestDatabase.values()) {
                if (DATABASES.contains(database.name())) {
                    checkouts.forEach(checkout -> measure(checkout, database));
                }
            }
        }
        System.out.println(figures);
    }

    private void measure(Path checkout, TestDatabase database) {
        String column = (checkout.toString().isEmpty() ? "this, " : "beside, ") + database;
        if (PARTS.contains("deals")) {
            MeasuredProduct product = start(checkout, database, 0, column);
            product.memory("at rest");
            List<Long> deals = product.deals("1 to 100", 100);
            product.deals("101 to 300", 200);
            product.deals("301 to 400", 100);
            product.payments("warm", deals);
            product.burst("warm", 200);
            product.memory("after 600 deals");
            product.end();
        }
        if (PARTS.contains("burst")) {
            MeasuredProduct product = start(checkout, database, 0, column);
            product.burst("right after a start", 200);
            product.end();
        }
        if (PARTS.contains("hooks")) {
            MeasuredProduct product = start(checkout, database, 0, column);
            product.deals("to warm up", 50);
            product.hooksThatCauseNone(1500, 10);
            product.hooksThatCauseWork(20, 20);
            product.hooksThatCauseWork(50, 10);
            product.hooksThatCauseWork(100, 10);
            product.memory("after hooks");
            product.end();
        }
        if (PARTS.contains("slow")) {
            MeasuredProduct product = start(checkout, database, LATENCY, column);
            product.deals("225 ms a call, to warm up", 20);
            List<Long> deals = product.deals("225 ms a call", 20);
            product.payments("225 ms a call", deals);
            product.end();
        }
    }

    private MeasuredProduct start(Path checkout, TestDatabase database, int latency, String column) {
        return new MeasuredProduct(jar, checkout, database.newUrl(), latency, figures, column);
    }
}
