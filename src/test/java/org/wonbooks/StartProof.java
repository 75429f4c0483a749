package org.wonbooks;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.wonbooks.testing.ColdStart;
import org.wonbooks.testing.TestDatabase;
import org.wonbooks.testing.WonbooksJar;

/**
 * How long a start takes, in production on a new H2 database: to the first webhook that is stored, and until it is
 * ready. Both ways to start it take turns, five times each.
 *
 * <pre>
 * ./mvnw -B verify -Dtest=none -Dsurefire.failIfNoSpecifiedTests=false -Dit.test=StartProof
 * </pre>
 */
class StartProof {

    private static final int STARTS = Integer.getInteger("wonbooks.proof.starts", 5);

    @RegisterExtension
    final WonbooksJar archived = WonbooksJar.asUsersDo(true);

    @RegisterExtension
    final WonbooksJar plain = WonbooksJar.asUsersDo(false);

    @Test
    void isQuick() {
        List<ColdStart> byScript = new ArrayList<>();
        List<ColdStart> byJar = new ArrayList<>();
        for (int i = 0; i < STARTS; i++) {
            byScript.add(start(archived));
            byJar.add(start(plain));
        }
        print("bin/wonbooks", byScript);
        print("java -jar", byJar);
    }

    private static ColdStart start(WonbooksJar jar) {
        return ColdStart.measure(TestDatabase.H2.newUrl(), WonbooksJar.ROUTES, jar::start);
    }

    private static void print(String way, List<ColdStart> starts) {
        System.out.printf(
                Locale.ROOT,
                "%s: first webhook stored after %.1f s, ready after %.1f s (medians of %d)%n",
                way,
                median(starts, ColdStart::hook),
                median(starts, ColdStart::ready),
                starts.size());
    }

    private static double median(List<ColdStart> starts, ToDoubleFunction<ColdStart> seconds) {
        double[] sorted = starts.stream().mapToDouble(seconds).sorted().toArray();
        return sorted[sorted.length / 2];
    }
}
