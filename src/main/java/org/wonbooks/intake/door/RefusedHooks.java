package org.wonbooks.intake.door;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;

/** Counts the deliveries that showed no secret or signature of ours. No more than that is done on their way. */
public class RefusedHooks {

    private final Map<String, AtomicLong> byDoor = Map.of(
            IntakeRoutes.KOMMO, new AtomicLong(),
            IntakeRoutes.QUICKBOOKS, new AtomicLong());

    private static final Map<String, String> SHOWN = Map.of(
            IntakeRoutes.KOMMO, "Kommo's webhooks: the secret is no connection's",
            IntakeRoutes.QUICKBOOKS, "QuickBooks' webhooks: the signature is missing or wrong");

    void count(String route) {
        byDoor.get(route).incrementAndGet();
    }

    /** How many there were at each door since this was asked last, where there were any. */
    public SortedMap<String, Long> taken() {
        SortedMap<String, Long> taken = new TreeMap<>();
        byDoor.forEach((route, count) -> {
            long since = count.getAndSet(0);
            if (since > 0) {
                taken.put(SHOWN.get(route), since);
            }
        });
        return taken;
    }
}
