package org.wonbooks.console.settings;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.springframework.stereotype.Component;
import org.wonbooks.check.fact.AccountReads;
import org.wonbooks.check.fact.Part;
import org.wonbooks.connection.Connection;
import org.wonbooks.connection.ConnectionSettings;
import org.wonbooks.connection.ConnectionSettings.Won;
import org.wonbooks.fault.Fault;
import org.wonbooks.flow.comparison.SentText;
import org.wonbooks.flow.preview.DealPreview;
import org.wonbooks.flow.preview.DealPreviews;
import org.wonbooks.flow.preview.DealPreviews.Asked;
import org.wonbooks.kommo.lead.Lead;

/** What other settings would make of the deals that were won last. Reads both systems, and writes nothing. */
@Component
class SettingsTrial {

    private static final int DEALS = 20;

    /** A person waits for it. */
    private static final Duration LONGEST = Duration.ofSeconds(20);

    /** What an invoice does not show. */
    private static final Set<String> UNSEEN = Set.of("burst", "updateUnsent");

    private final AccountReads accounts;
    private final DealPreviews previews;

    SettingsTrial(AccountReads accounts, DealPreviews previews) {
        this.accounts = accounts;
        this.previews = previews;
    }

    /**
     * What came of it.
     *
     * @param looked at how many deals
     * @param left how many more there was no time for
     * @param different those that would look different
     * @param why it could not be looked at them, in words; null: it could
     */
    record Result(int looked, int left, List<Difference> different, String why) {}

    /**
     * A deal with what becomes of it, and what would.
     *
     * @param values what would be sent otherwise
     */
    record Difference(long leadId, String name, Outlook now, Outlook then, List<SentText.Place> values) {

        private static Difference of(Lead deal, Outlook now, Outlook then) {
            List<SentText.Place> values = new ArrayList<>();
            if (now.preview != null && then.preview != null) {
                add(values, now.preview.customer(), then.preview.customer());
                add(values, now.preview.invoice(), then.preview.invoice());
                add(values, now.preview.card(), then.preview.card());
            }
            return new Difference(deal.id(), deal.name(), now.without(then), then.without(now), values);
        }

        /** Both, in the order of the page's columns. */
        public List<Outlook> outlooks() {
            return List.of(now, then);
        }

        private static void add(List<SentText.Place> values, String now, String then) {
            if (now != null && then != null) {
                values.addAll(SentText.of(now).against(SentText.of(then)));
            }
        }

        private boolean isSome() {
            return now.counts != then.counts
                    || !Objects.equals(now.outcome, then.outcome)
                    || !Objects.equals(now.reason, then.reason)
                    || !now.steps.isEmpty()
                    || !then.steps.isEmpty()
                    || !values.isEmpty();
        }
    }

    /**
     * What becomes of a deal.
     *
     * @param counts whether it is billed at all
     * @param steps in words; only those that differ
     */
    record Outlook(boolean counts, String outcome, String reason, List<String> steps, DealPreview preview) {

        private static final Outlook NOT_WON = new Outlook(false, null, null, List.of(), null);
        private static final Outlook WON = new Outlook(true, null, null, List.of(), null);

        private static Outlook of(DealPreview preview) {
            return new Outlook(true, preview.outcome().name(), preview.why().reason(), preview.steps(), preview);
        }

        private Outlook without(Outlook other) {
            return new Outlook(
                    counts,
                    outcome,
                    reason,
                    steps.stream().filter(step -> !other.steps.contains(step)).toList(),
                    preview);
        }
    }

    /** Compares the settings that are in force with these. */
    Result of(Connection connection, ConnectionSettings others, Set<Setting> changed) {
        Part<List<Lead>> won = accounts.of(connection).won();
        if (!won.isRead()) {
            return new Result(0, 0, List.of(), won.why().detail());
        }
        List<Lead> deals = won.found().stream().limit(DEALS).toList();
        boolean shows = changed.stream().anyMatch(SettingsTrial::shows);
        Connection then = connection.with(others);
        List<Difference> different = new ArrayList<>();
        long end = System.nanoTime() + LONGEST.toNanos();
        int looked = 0;
        try {
            for (Lead deal : deals) {
                if (System.nanoTime() > end) {
                    break;
                }
                Difference difference =
                        Difference.of(deal, outlook(connection, deal, shows), outlook(then, deal, shows));
                if (difference.isSome()) {
                    different.add(difference);
                }
                looked++;
            }
        } catch (Fault notNow) {
            return new Result(looked, deals.size() - looked, different, notNow.getMessage());
        }
        return new Result(looked, deals.size() - looked, different, null);
    }

    private static boolean shows(Setting setting) {
        return switch (setting.group()) {
            case "invoice" -> !UNSEEN.contains(setting.key());
            case "customer", "fields" -> true;
            default -> false;
        };
    }

    private Outlook outlook(Connection connection, Lead deal, boolean shows) {
        Won won = connection.settings().won();
        if (!won.includes(deal.pipelineId(), deal.statusId())) {
            return Outlook.NOT_WON;
        }
        return shows
                ? previews.of(connection, deal.id(), Asked.FOR_THE_FIRST_TIME)
                        .map(Outlook::of)
                        .orElse(Outlook.NOT_WON)
                : Outlook.WON;
    }
}
