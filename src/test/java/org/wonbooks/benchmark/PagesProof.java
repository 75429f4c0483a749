package org.wonbooks.benchmark;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.wonbooks.testing.Browser;
import org.wonbooks.testing.Production;
import org.wonbooks.testing.TestDatabase;
import org.wonbooks.testing.WonbooksJar;

/**
 * With 100,000 deals of 100 connections each page takes at most twice the time that it takes with 100 deals, and has
 * less than 100 kB. Two processes of the product, one with few deals and one with many, answer in turns, so that
 * whatever else the machine does slows both. It asks the clock, and is no test of a lane:
 *
 * <pre>
 * ./mvnw -B verify -Dtest=none -Dsurefire.failIfNoSpecifiedTests=false -Dit.test=PagesProof
 * </pre>
 */
class PagesProof {

    private static final Set<String> DATABASES = Set.of(
            System.getProperty("wonbooks.benchmark.databases", "H2,POSTGRESQL").split(","));
    private static final int FEW = 100;
    private static final int MANY = Integer.getInteger("wonbooks.pages.deals", 100_000);
    private static final int WARM_UP = 10;
    private static final int ROUNDS = Integer.getInteger("wonbooks.pages.rounds", 15);
    private static final int MOST_BYTES = 100_000;
    private static final int MOST_TIMES = 2;

    /** A screen shows the next picture after so long: what takes less nobody sees earlier. */
    private static final double FLOOR_MILLIS = 17;

    @RegisterExtension
    final WonbooksJar jar = WonbooksJar.asUsersDo(true);

    @ParameterizedTest
    @EnumSource
    void pagesTakeNoLongerWithManyDeals(TestDatabase database) {
        assumeTrue(DATABASES.contains(database.name()));
        Filled few = new Filled(database, FEW);
        Filled many = new Filled(database, MANY);
        for (int round = 0; round < WARM_UP + ROUNDS; round++) {
            for (String page : few.pages()) {
                few.open(page, round);
                many.open(page, round);
            }
        }
        System.out.println(table(database, few, many));
        few.production.stop();
        many.production.stop();
        SoftAssertions softly = new SoftAssertions();
        softly.assertThat(few.faults).isEmpty();
        softly.assertThat(many.faults).isEmpty();
        for (String page : few.pages()) {
            softly.assertThat(many.bytes.get(page)).as(page + ": bytes").isLessThan(MOST_BYTES);
            softly.assertThat(many.millis(page)).as(page + ": milliseconds").isLessThan(bound(few, page));
        }
        softly.assertAll();
    }

    /** A list of which few deals have few rows is held against a full one. */
    private static double bound(Filled few, String page) {
        double own = few.millis(page);
        boolean isList = page.startsWith("/deals?") || page.startsWith("/attention");
        double comparable = isList ? Math.max(own, few.millis("/deals")) : own;
        return MOST_TIMES * Math.max(comparable, FLOOR_MILLIS);
    }

    private static String table(TestDatabase database, Filled few, Filled many) {
        StringBuilder table = new StringBuilder("%s, %d cores, %s: medians of %d, ms; most kB%n"
                .formatted(LocalDate.now(), Runtime.getRuntime().availableProcessors(), database, ROUNDS));
        table.append("| page | %d deals | %d deals | times | kB |%n|---|---|---|---|---|%n".formatted(FEW, MANY));
        for (String page : few.pages()) {
            double less = few.millis(page);
            double more = many.millis(page);
            table.append(String.format(
                    Locale.ROOT,
                    "| `%s` | %.1f | %.1f | %.1f%s | %.0f |%n",
                    page,
                    less,
                    more,
                    more / less,
                    more < bound(few, page) ? "" : " !",
                    many.bytes.get(page) / 1000.0));
        }
        return table.toString();
    }

    /** The product with so many deals, as one who has signed in sees it. */
    private final class Filled {

        private final Production production;
        private final Browser browser;
        private final long connection;
        private final int deals;
        private final Map<String, List<Double>> millis = new LinkedHashMap<>();
        private final Set<String> faults = new TreeSet<>();
        private final Map<String, Integer> bytes = new LinkedHashMap<>();

        Filled(TestDatabase database, int deals) {
            this.deals = deals;
            String url = database.newUrl();
            production = new Production(jar, url, 1, Map.of());
            Production.Instance product = production.instances().get(0);
            for (int i = 1; i < ManyDeals.CONNECTIONS; i++) {
                product.calls()
                        .post(
                                "/connections",
                                """
                                {"name": "Company %1$d", "mode": "%2$s", "kommo": {"subdomain": "company%1$d"}}
                                """
                                        .formatted(i, i == 1 ? "shadow" : "live"));
            }
            product.calls().awaitIdle();
            connection = production.connection();
            product.running().stop();
            new ManyDeals(database, url, deals).fill();
            product.start().awaitReady();
            browser = new Browser(product.url(), null, null);
            browser.signIn("admin", Production.PASSWORD);
        }

        /** The same for few deals and for many. */
        List<String> pages() {
            return Pages.ALL;
        }

        void open(String page, int round) {
            String path = page.replace("{connection}", String.valueOf(connection))
                    .replace("{shadow}", String.valueOf(connection + 1))
                    .replace("{paid}", String.valueOf(ManyDeals.lead(ManyDeals.PAID)))
                    .replace("{middle}", String.valueOf(deals / 2))
                    // H2 remembers the answer to the same question.
                    .replace("{round}", String.valueOf(deals + 1_000 - round));
            long begun = System.nanoTime();
            HttpResponse<String> answer = browser.page("GET", path, "");
            double took = (System.nanoTime() - begun) / 1e6;
            if (answer.statusCode() != 200) {
                faults.add(path + ": " + answer.statusCode());
            }
            if (round >= WARM_UP) {
                millis.computeIfAbsent(page, first -> new ArrayList<>()).add(took);
            }
            bytes.merge(page, answer.body().getBytes(StandardCharsets.UTF_8).length, Math::max);
        }

        double millis(String page) {
            return Figures.percentile(50, millis.get(page));
        }
    }
}
