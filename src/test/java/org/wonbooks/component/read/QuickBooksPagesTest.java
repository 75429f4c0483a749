package org.wonbooks.component.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.IntPredicate;
import java.util.function.IntUnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.wonbooks.answer.Elements;
import org.wonbooks.connection.Peer;
import org.wonbooks.fault.PermanentFault;
import org.wonbooks.fault.TooLargeFault;
import org.wonbooks.quickbooks.invoice.Invoice;
import org.wonbooks.quickbooks.query.QueryAnswer;
import org.wonbooks.testing.ProductJson;

/** Whatever can't be read, and wherever it stands: all else is found, and nothing is read too often. */
class QuickBooksPagesTest {

    private static final Instant BEGIN = Instant.parse("2026-11-29T10:00:00Z");
    private static final int WINDOW = 2400;

    private static final Pattern QUERY =
            Pattern.compile("LastUpdatedTime >= '(.+?)' AND MetaData.LastUpdatedTime < '(.+?)'"
                    + " ORDERBY MetaData.LastUpdatedTime STARTPOSITION (\\d+) MAXRESULTS (\\d+)");

    /** One thing, by the second of its change. */
    private record Thing(int id, int second, boolean guilty) {}

    /** Books that nobody can list with a guilty thing, or with too many at once. */
    private static final class Books implements QuickBooksPages.Taker {

        private final List<Thing> things;
        private final int most;
        private final Set<Integer> found = new TreeSet<>();
        private final List<Integer> leftOut = new ArrayList<>();
        private int reads;
        private boolean timeless;
        private boolean ended;

        Books(List<Thing> things, int most) {
            this.things = things;
            this.most = most;
        }

        void readAll() {
            Read<?> next = new QuickBooksPages("Invoice", this)
                    .between(BEGIN, BEGIN.plusSeconds(WINDOW))
                    .read();
            while (next != null) {
                reads++;
                next = answer(next);
            }
            assertThat(ended).isTrue();
        }

        @SuppressWarnings("unchecked")
        private Read<?> answer(Read<?> read) {
            Matcher query = QUERY.matcher(read.query().get("query"));
            assertThat(query.find()).as(read.query().toString()).isTrue();
            List<Thing> page = things.stream()
                    .filter(thing -> !at(thing).isBefore(Instant.parse(query.group(1)))
                            && at(thing).isBefore(Instant.parse(query.group(2))))
                    .sorted((a, b) -> Integer.compare(a.second(), b.second()))
                    .skip(Integer.parseInt(query.group(3)) - 1)
                    .limit(Integer.parseInt(query.group(4)))
                    .toList();
            if (page.stream().anyMatch(Thing::guilty) || page.size() > most) {
                return read.failed().apply(new TooLargeFault(Peer.QUICKBOOKS, "GET query", 5));
            }
            String json = page.stream()
                    .map(thing -> "{\"Id\": \"%d\", \"TotalAmt\": 1, \"Balance\": 1%s}"
                            .formatted(thing.id(), timeless ? "" : ", " + changed(thing)))
                    .collect(Collectors.joining(",", "{\"QueryResponse\": {\"Invoice\": [", "]}}"));
            return ((Read<QueryAnswer>) read).then().apply(ProductJson.read(json, QueryAnswer.class));
        }

        private static String changed(Thing thing) {
            return "\"MetaData\": {\"LastUpdatedTime\": \"%s\"}"
                    .formatted(OffsetDateTime.ofInstant(at(thing), ZoneOffset.ofHours(-8)));
        }

        private static Instant at(Thing thing) {
            return BEGIN.plusSeconds(thing.second());
        }

        @Override
        public Instant now() {
            return BEGIN;
        }

        @Override
        public void take(QueryAnswer page, Instant readAt) {
            Elements<Invoice> invoices = page.changedInvoices();
            invoices.read().forEach(invoice -> found.add(Integer.valueOf(invoice.id())));
        }

        @Override
        public void leaveOut(String kind, Instant second, PermanentFault why) {
            leftOut.add((int) (second.getEpochSecond() - BEGIN.getEpochSecond()));
        }

        @Override
        public Read<?> end() {
            ended = true;
            return null;
        }
    }

    private static List<Thing> things(int count, IntUnaryOperator second, IntPredicate guilty) {
        return IntStream.range(0, count)
                .mapToObj(i -> new Thing(i, second.applyAsInt(i), guilty.test(i)))
                .toList();
    }

    @Test
    void allButTheGuiltyAreFoundAndEachOfThoseIsNamedByItsSecond() {
        for (int seed = 0; seed < 40; seed++) {
            Random random = new Random(seed);
            int count = random.nextInt(1500);
            int seconds = 1 + random.nextInt(random.nextBoolean() ? 5 : WINDOW);
            Set<Integer> guilty = new HashSet<>();
            int most = random.nextInt(4);
            while (guilty.size() < Math.min(most, count)) {
                guilty.add(random.nextInt(count));
            }
            List<Thing> things = things(count, i -> random.nextInt(seconds), guilty::contains);
            Books books = new Books(things, random.nextBoolean() ? 1000 : 150 + random.nextInt(850));

            books.readAll();

            assertThat(books.found).as("seed %d", seed).hasSize(count - guilty.size());
            assertThat(books.leftOut)
                    .as("seed %d", seed)
                    .containsExactlyInAnyOrderElementsOf(things.stream()
                            .filter(Thing::guilty)
                            .map(Thing::second)
                            .toList());
            assertThat(books.reads).as("reads of seed %d", seed).isLessThan(80 + 45 * guilty.size());
        }
    }

    @Test
    void oneGuiltyOneAmongAThousandOverAnHourTakesFewReads() {
        Books books = new Books(things(900, i -> i * WINDOW / 900, i -> i == 600), 1000);
        books.readAll();
        assertThat(books.found).hasSize(899);
        assertThat(books.leftOut).containsExactly(1600);
        assertThat(books.reads).isLessThan(30);
    }

    @Test
    void thingsWithoutATimeAreCountedThrough() {
        Books books = new Books(things(2500, i -> i * WINDOW / 2500, i -> i == 1700), 1000);
        books.timeless = true;
        books.readAll();
        assertThat(books.found).hasSize(2499);
        assertThat(books.leftOut).hasSize(1);
        assertThat(books.reads).isLessThan(40);
    }

    @Test
    void manyGuiltyOnesAreNamedAsLongAsOthersCanBeRead() {
        Books books = new Books(things(300, i -> i * 3, i -> i % 10 == 0), 1000);
        books.readAll();
        assertThat(books.found).hasSize(270);
        assertThat(books.leftOut).hasSize(30);
    }

    @Test
    void whereAllIsGuiltySomethingElseIsWrong() {
        Books books = new Books(things(900, i -> i, i -> true), 1000);
        assertThatThrownBy(books::readAll).isInstanceOf(TooLargeFault.class);
        assertThat(books.reads).isLessThan(150);
    }

    @Test
    void whatIsNoFaultOfTheListIsThrown() {
        Books books = new Books(List.of(), 1000);
        Read<?> read =
                new QuickBooksPages("Invoice", books).between(BEGIN, BEGIN).read();
        PermanentFault other = new PermanentFault("QuickBooks has moved", "Say where");
        assertThatThrownBy(() -> read.failed().apply(other)).isSameAs(other);
    }
}
