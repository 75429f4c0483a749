package org.wonbooks.check.fact;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What webhooks of QuickBooks have told lately, beside what was found in the books without them. What is ticked at
 * Intuit no call says.
 *
 * @param kinds that webhooks have told of, in lower case
 * @param found kinds of which something was found or made, more than an hour ago
 * @param sweep how long it can be until the books are looked through; 0: never
 */
public record WebhookKinds(Set<String> kinds, Set<String> found, Duration sweep) {

    /** Without these the deals are told late. */
    private static final Map<String, String> NEEDED = Map.of("invoice", "Invoice", "payment", "Payment");

    /** These are useful, and seldom. */
    private static final List<String> USEFUL = List.of("RefundReceipt", "Item", "Term", "Preferences");

    /** The needed kinds of which there was something and webhooks told nothing: they are not ticked. */
    public List<String> missing() {
        return NEEDED.entrySet().stream()
                .filter(kind -> found.contains(kind.getKey()) && !kinds.contains(kind.getKey()))
                .map(Map.Entry::getValue)
                .sorted()
                .toList();
    }

    /** What has come, for a person; of what is of no use nothing is said. */
    public String words() {
        List<String> come = Stream.concat(NEEDED.values().stream().sorted(), USEFUL.stream())
                .filter(this::told)
                .toList();
        return come.isEmpty() ? "" : "; lately they told of " + String.join(", ", come);
    }

    private boolean told(String kind) {
        return kinds.contains(kind.toLowerCase(Locale.ROOT));
    }

    /** What to tick besides; null: all of it has come. */
    public String advice() {
        List<String> silent = USEFUL.stream().filter(kind -> !told(kind)).toList();
        return silent.isEmpty()
                ? null
                : "If they are not ticked in the webhooks of your app at Intuit, tick "
                        + String.join(", ", silent) + " too: what changes there is seen up"
                        + " to a day later otherwise.";
    }

    /** When what no webhook tells is seen. */
    public String late() {
        return sweep.isZero()
                ? "not before somebody has the books looked through"
                : "up to "
                        + (sweep.toMinutes() % 60 == 0 ? sweep.toHours() + " hours" : sweep.toMinutes() + " minutes")
                        + " later";
    }
}
