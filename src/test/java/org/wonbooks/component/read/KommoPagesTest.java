package org.wonbooks.component.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.IntPredicate;
import java.util.function.IntUnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.wonbooks.connection.Peer;
import org.wonbooks.fault.PermanentFault;
import org.wonbooks.fault.TooLargeFault;
import org.wonbooks.kommo.lead.LeadList;
import org.wonbooks.testing.ProductJson;

/** Whatever can't be read, and wherever it stands: all other deals are found. */
class KommoPagesTest {

    private record Deal(int id, int second, boolean guilty) {}

    /** An account that nobody can list with a guilty deal, or with too many at once. */
    private static final class Account implements KommoPages.Taker<LeadList> {

        private final List<Deal> deals;
        private final int most;
        private final Set<Integer> found = new TreeSet<>();
        private int leftOut;
        private int calls;

        Account(List<Deal> deals, int most) {
            this.deals = deals;
            this.most = most;
        }

        void readAll() {
            Read<?> next = new KommoPages<>("leads", LeadList.class, Map.of(), 1000L, 250, this).read();
            while (next != null) {
                calls++;
                next = answer(next);
            }
        }

        @SuppressWarnings("unchecked")
        private Read<?> answer(Read<?> read) {
            int limit = Integer.parseInt(read.query().get("limit"));
            long before = (Long.parseLong(read.query().get("page")) - 1) * limit;
            long from = Long.parseLong(read.query().get("filter[updated_at][from]"));
            List<Deal> all = deals.stream()
                    .filter(deal -> deal.second() >= from)
                    .sorted((a, b) -> Integer.compare(a.second(), b.second()))
                    .toList();
            List<Deal> page = all.stream().skip(before).limit(limit).toList();
            if (page.stream().anyMatch(Deal::guilty) || page.size() > most) {
                return read.failed().apply(new TooLargeFault(Peer.KOMMO, "GET leads", 5));
            }
            String links = before + limit < all.size() ? "{\"next\": {}}" : "{}";
            String json = page.stream()
                    .map(deal -> "{\"id\": %d, \"status_id\": 142, \"pipeline_id\": 1, \"updated_at\": %d}"
                            .formatted(deal.id(), deal.second()))
                    .collect(
                            Collectors.joining(",", "{\"_links\": " + links + ", \"_embedded\": {\"leads\": [", "]}}"));
            return ((Read<LeadList>) read).then().apply(page.isEmpty() ? null : ProductJson.read(json, LeadList.class));
        }

        @Override
        public void take(LeadList page) {
            page.leads().read().forEach(lead -> found.add((int) lead.id()));
        }

        @Override
        public void leaveOut(Long after, PermanentFault why) {
            leftOut++;
        }

        @Override
        public Read<?> end() {
            return null;
        }
    }

    private static List<Deal> deals(int count, IntUnaryOperator second, IntPredicate guilty) {
        return IntStream.range(0, count)
                .mapToObj(i -> new Deal(1 + i, second.applyAsInt(i), guilty.test(i)))
                .toList();
    }

    @Test
    void allButTheGuiltyAreFound() {
        for (int seed = 0; seed < 300; seed++) {
            Random random = new Random(seed);
            int count = random.nextInt(900);
            int seconds = 1 + random.nextInt(random.nextBoolean() ? 3 : 500);
            Set<Integer> guilty = new HashSet<>();
            while (guilty.size() < Math.min(seed % 4, count)) {
                guilty.add(random.nextInt(count));
            }
            List<Deal> deals = deals(count, i -> 1000 + random.nextInt(seconds), guilty::contains);
            Account account = new Account(deals, random.nextBoolean() ? 250 : 10 + random.nextInt(240));

            account.readAll();

            assertThat(account.found).as("seed %d", seed).hasSize(count - guilty.size());
            assertThat(account.leftOut).as("seed %d", seed).isEqualTo(guilty.size());
        }
    }

    @Test
    void manyGuiltyOnesAreLeftOutAsLongAsOthersCanBeRead() {
        Account account = new Account(deals(300, i -> 1000 + i, i -> i % 10 == 0), 250);
        account.readAll();
        assertThat(account.found).hasSize(270);
        assertThat(account.leftOut).isEqualTo(30);
    }

    @Test
    void whereAllIsGuiltySomethingElseIsWrong() {
        Account account = new Account(deals(300, i -> 1000, i -> true), 250);
        assertThatThrownBy(account::readAll).isInstanceOf(TooLargeFault.class);
        assertThat(account.calls).isLessThan(50);
    }
}
