package org.wonbooks.flow.money;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a day costs at Intuit: idle, busy, and where webhooks are lost or never came. */
class ReadsOfADayTest extends CountedReads {

    private static final Duration TICK = Duration.ofMinutes(5);

    /** Nothing was found so often, and no more is counted for the interval. */
    private static final int CALMEST = 4;

    /** Sweeps at 0, 1, 3, 7, 13 and 19 o'clock on the first day; then one every six hours. */
    @Test
    void anIdleDayCostsFourSweeps() {
        invoice(deals(1, anna, "10.00"));
        hooksCome();
        count("an idle day, the first", 6, () -> day(() -> {}));
        count("an idle day, another", 4, () -> day(() -> {}));
    }

    @Test
    void aBusyDayCostsWhatItsPaymentsCost() {
        invoice(deals(1, anna, "10.00"));
        hooksCome();
        day(() -> {});
        count(
                "a busy day: 12 deals of a known customer, 12 payments",
                LISTS + 12 * (LINK + 2) + 4,
                () -> day(() -> {
                    long lead = deals(1, anna, "10.00").get(0);
                    invoice(List.of(lead));
                    hooksCome();
                    world.pass(Duration.ofMinutes(1));
                    pay(lead);
                    hooksCome();
                    assertThat(paid(lead)).isTrue();
                }));
    }

    /** A sweep that finds what no webhook told, and as often as before from then on. */
    @Test
    void aDayWhoseWebhooksAreLostHasItsSweepsAsOftenAsEver() {
        hooksCome();
        long lead = deals(1, anna, "10.00").get(0);
        invoice(List.of(lead));
        hooksCome();
        day(() -> {});
        pay(lead);
        world.hooks();
        int before = reads();
        Duration late = Duration.ZERO;
        while (!paid(lead)) {
            pass(TICK);
            late = late.plus(TICK);
            assertThat(late).isLessThanOrEqualTo(Duration.ofHours(6).plus(TICK));
        }
        System.out.printf("A payment of which no webhook told was found after %d minutes%n", late.toMinutes());
        assertThat(reads() - before).isEqualTo(1);
        count("the three hours after a lost webhook", 6, () -> pass(Duration.ofHours(3)));
        invoice(deals(1, anna, "10.00"));
        hooksCome();
        count("the three hours after the next one came", 2, () -> pass(Duration.ofHours(3)));
    }

    /** Nothing but our own writing was ever told of it. */
    @Test
    void anEditOfWhichNoWebhookToldIsASurprise() {
        invoice(deals(1, anna, "10.00"));
        hooksCome();
        day(() -> {});
        assertThat(calm()).isGreaterThanOrEqualTo(CALMEST);
        long lead = deals(1, anna, "10.00").get(0);
        invoice(List.of(lead));
        hooksCome();
        sandbox.post("/quickbooks/invoices/" + invoiceOf(lead) + "/lower?by=Deposit&amount=4.00");
        world.hooks();
        pass(TICK);
        invoice(deals(1, anna, "10.00"));
        hooksCome();
        pass(Duration.ofHours(6).plus(TICK));
        assertThat(calm()).isLessThan(CALMEST);
    }

    /** How often the interval has doubled. */
    private int calm() {
        return world.jdbc()
                .sql("select max(quickbooks_calm) from connection")
                .query(Integer.class)
                .single();
    }

    /** Its own invoice brings no webhook, so nobody trusts that payments would. */
    @Test
    void aCompanyWhoseWebhooksNeverCameIsSweptEveryHalfHour() {
        world.hooks();
        count("an idle day without webhooks", 48, () -> day(() -> {}));
    }

    private void pay(long lead) {
        sandbox.post("/quickbooks/payments", "{\"lines\": {\"%s\": 10.00}}".formatted(invoiceOf(lead)));
    }

    private boolean paid(long lead) {
        return sandbox.lead(lead).path("fields").path("QB_PAID").asText().equals("true");
    }

    /** @param every two hours */
    private void day(Runnable every) {
        for (int i = 0; i < 12; i++) {
            pass(Duration.ofHours(2));
            every.run();
        }
    }

    private void pass(Duration time) {
        for (Duration left = time; left.compareTo(Duration.ZERO) > 0; left = left.minus(TICK)) {
            world.pass(TICK);
            world.tick();
        }
    }
}
