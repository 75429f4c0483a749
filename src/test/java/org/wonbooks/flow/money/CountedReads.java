package org.wonbooks.flow.money;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.wonbooks.connection.ConnectionSettings;

/** Reads, counted at Intuit and by Wonbooks itself; the first deal is invoiced, so that items and terms are known. */
abstract class CountedReads extends MoneyTests {

    /** The company takes payments online: each invoice's payment link is one read more, once. */
    static final int LINK = 1;

    /** What a deal with the settings by default refers to: the company's settings and its item. */
    static final int LISTS = 2;

    /** The contact of the first deal, whose customer is known from then on. */
    String anna;

    /** Items and terms are known from the first deal on. */
    @BeforeEach
    void aFirstDeal() {
        world.begin(1, ConnectionSettings.defaults());
        List<Long> leads = deals(1, ANNA, "10.00");
        anna = "{\"id\": %s}".formatted(sandbox.lead(leads.get(0)).at("/contact/id"));
        invoice(leads);
        world.hooks();
    }

    void count(String what, int expected, Runnable action) {
        int before = reads();
        int counted = counted();
        action.run();
        assertThat(counted() - counted).as("counted by Wonbooks itself").isEqualTo(reads() - before);
        show(what, expected, reads() - before);
    }

    private int counted() {
        return world.jdbc()
                .sql("select coalesce(sum(reads), 0) from metered_reads")
                .query(Integer.class)
                .single();
    }

    static void show(String what, int expected, int found) {
        System.out.printf("%-70s %3d reads%n", what, found);
        assertThat(found).as(what).isEqualTo(expected);
    }

    /** All webhooks that were sent. */
    void hooksCome() {
        world.hooks().forEach(world::deliver);
        world.rest();
    }
}
