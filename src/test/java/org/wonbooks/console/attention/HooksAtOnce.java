package org.wonbooks.console.attention;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.wonbooks.testing.Webhooks;

/** Deliveries of both systems, each of which tells of several deals or of what is in the books of any company. */
final class HooksAtOnce {

    private final List<Webhooks> hooks = new ArrayList<>();
    private final List<String> realms = new ArrayList<>();

    /** One more connection, and its company. */
    void add(Webhooks webhooks, String realm) {
        hooks.add(webhooks);
        realms.add(realm);
    }

    void deliver(Random random) {
        int which = random.nextInt(hooks.size());
        if (random.nextBoolean()) {
            List<Integer> leads = RunsAtOnce.shuffled(random);
            hooks.get(which)
                    .kommo(IntStream.range(0, leads.size())
                            .mapToObj(i -> ("leads[status][%1$d][id]=%2$d&leads[status][%1$d][status_id]=142"
                                            + "&leads[status][%1$d][old_status_id]=142")
                                    .formatted(i, leads.get(i)))
                            .collect(Collectors.joining("&"))
                            .getBytes(UTF_8));
        } else {
            List<String> events = new ArrayList<>();
            for (int lead : RunsAtOnce.shuffled(random)) {
                String[] kinds = {"payment", "invoice", "refundreceipt", "item", "preferences"};
                String entity = kinds[random.nextInt(kinds.length)];
                events.add(
                        "{\"id\":\"e%d\",\"type\":\"qbo.%s.updated.v1\",\"intuitentityid\":\"9%d\",\"intuitaccountid\":\"%s\"}"
                                .formatted(
                                        random.nextInt(2000), entity, lead, realms.get(random.nextInt(realms.size()))));
            }
            hooks.get(which).quickbooks(("[" + String.join(",", events) + "]").getBytes(UTF_8));
        }
    }
}
