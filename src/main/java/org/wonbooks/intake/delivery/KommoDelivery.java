package org.wonbooks.intake.delivery;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.wonbooks.connection.Connection;

/**
 * What a webhook of Kommo says, full or lean: which leads changed in which account. Its text is fit for logs and
 * tables: nothing of the body but numbers, a checked subdomain and checked names.
 *
 * @param accountId the account's number, from {@code account[id]} or else from a lead; null when neither has one
 * @param subdomain the account's subdomain in lower case; null when missing or impossible
 * @param leads the leads to look at, in order, repeats included
 * @param unreadable one reason for each part that could not be read, at most 21
 * @param unused what came and is not used, as {@code contacts.update}; at most 20 names
 */
public record KommoDelivery(
        Long accountId, String subdomain, List<LeadHint> leads, List<String> unreadable, List<String> unused) {

    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,18}");
    private static final Pattern NAME = Pattern.compile("[a-z_]{1,40}");
    private static final int MAX_UNUSED = 20;

    /** Leads in one delivery: each costs some rows while the sender waits. A bulk move has 250. */
    static final int MAX_LEADS = 300;

    /** What happened to a lead, as far as it can matter to an invoice. Notes and responsible users do not. */
    public enum Change {
        STATUS,
        ADD,
        UPDATE,
        DELETE,
        RESTORE
    }

    /**
     * A lead to look at. Its stage is only what the hook claims: the lead is read before anything is decided.
     *
     * @param statusId the stage, or null
     * @param pipelineId the pipeline, or null
     * @param oldStatusId the stage that it is said to come from, or null
     */
    public record LeadHint(long leadId, Change change, Long statusId, Long pipelineId, Long oldStatusId) {}

    public KommoDelivery {
        leads = List.copyOf(leads);
        unreadable = List.copyOf(unreadable);
        unused = List.copyOf(unused);
    }

    /**
     * Reads a body.
     *
     * @throws FormTooLarge beyond what {@link BracketForm} reads, or {@link #MAX_LEADS}; nothing else is ever thrown
     */
    public static KommoDelivery parse(byte[] body) throws FormTooLarge {
        return of(BracketForm.parse(body));
    }

    /**
     * Reads a form that {@link BracketForm} has parsed.
     *
     * @throws FormTooLarge beyond {@link #MAX_LEADS}; nothing else is ever thrown
     */
    static KommoDelivery of(Map<String, Object> form) throws FormTooLarge {
        Reader reader = new Reader();
        form.forEach(reader::group);
        if (reader.leads.size() > MAX_LEADS) {
            throw new FormTooLarge("more than %d leads".formatted(MAX_LEADS));
        }
        return new KommoDelivery(
                reader.accountId != null ? reader.accountId : reader.accountIdOfLead,
                reader.subdomain,
                reader.leads,
                reader.unreadable.reasons(),
                List.copyOf(reader.unused));
    }

    private static final class Reader {

        private Long accountId;
        private Long accountIdOfLead;
        private String subdomain;
        private final List<LeadHint> leads = new ArrayList<>();
        private final Unreadable unreadable = new Unreadable();
        private final Set<String> unused = new LinkedHashSet<>();

        void group(String name, Object content) {
            if (name.equals("account")) {
                account(content);
            } else if (!(content instanceof Map<?, ?> actions)) {
                unused(clean(name));
            } else {
                actions.forEach((action, items) -> action(name, (String) action, items));
            }
        }

        private void account(Object content) {
            if (content instanceof Map<?, ?> account) {
                accountId = positive(account.get("id"));
                if (account.get("subdomain") instanceof String text) {
                    String lowerCase = text.toLowerCase(Locale.ROOT);
                    subdomain = Connection.SUBDOMAIN.matcher(lowerCase).matches() ? lowerCase : null;
                }
            }
        }

        private void action(String group, String action, Object items) {
            Change change = group.equals("leads") ? change(action) : null;
            if (change == null) {
                unused(clean(group) + "." + clean(action));
            } else if (items instanceof Map<?, ?> list) {
                int position = 0;
                for (Object item : list.values()) {
                    lead(change, item, ++position);
                }
            } else {
                unreadable.add("leads.%s: not a list", action);
            }
        }

        private void lead(Change change, Object item, int position) {
            Map<?, ?> lead = item instanceof Map<?, ?> fields ? fields : Map.of();
            Long id = positive(lead.get("id"));
            if (accountIdOfLead == null) {
                accountIdOfLead = positive(lead.get("account_id"));
            }
            if (id == null) {
                unreadable.add(
                        "leads.%s, number %d: no positive id", change.name().toLowerCase(Locale.ROOT), position);
            } else {
                leads.add(new LeadHint(
                        id,
                        change,
                        positive(lead.get("status_id")),
                        positive(lead.get("pipeline_id")),
                        positive(lead.get("old_status_id"))));
            }
        }

        private void unused(String name) {
            if (unused.size() < MAX_UNUSED) {
                unused.add(name);
            }
        }
    }

    private static Change change(String action) {
        return switch (action) {
            case "status" -> Change.STATUS;
            case "add" -> Change.ADD;
            case "update" -> Change.UPDATE;
            case "delete" -> Change.DELETE;
            case "restore" -> Change.RESTORE;
            default -> null;
        };
    }

    private static Long positive(Object value) {
        if (value instanceof String text && NUMBER.matcher(text).matches()) {
            long number = Long.parseLong(text);
            return number > 0 ? number : null;
        }
        return null;
    }

    private static String clean(String name) {
        return NAME.matcher(name).matches() ? name : "?";
    }
}
