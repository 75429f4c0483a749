package org.wonbooks.decision;

import java.util.EnumSet;
import java.util.Set;

/**
 * Why a deal is decided as it is. In the words, {@code {name}} is a fact. A name in the database and in the API stays
 * what it is.
 */
public enum Cause {
    /** Proved to have been won while the connection was live. */
    WON("It was won while the connection was live"),
    /** Begun, or done, before decisions were kept. */
    BEGUN("It was begun by an earlier version"),

    NOT_WON("The deal is not, or no longer, in the stage that triggers an invoice"),
    GONE("The deal is gone from Kommo"),
    MERGED_AWAY("The deal was merged into deal {into}, which has its invoice"),
    NOTHING_TO_BILL("Nothing to bill: the deal's amount is 0"),
    BY_PERSON("Skipped by {who}"),
    IN_SHADOW("Shadow: {outcome}"),

    WON_BEFORE("The deal was won before the connection went live: somebody may have billed it", Fixes.RECONCILE),
    NOT_PROVED(
            "Nothing shows that the deal came to its stage after the connection had gone live: somebody may have billed it",
            Fixes.RECONCILE),

    WON_AGAIN(
            "The deal was won before the connection went live, and is won again now: somebody may have billed it",
            Fixes.APPROVE_OR_SKIP),
    WON_LONG_AGO(
            "The deal was won while the connection did not work, more than {catchUp} before it did again: somebody may"
                    + " have billed it",
            Fixes.GROUP,
            true),
    BURST("More than {limit} deals were won within an hour: this one waits, as the others do", Fixes.GROUP, true),
    MOVED_ON(
            "The deal was won, and moved on before Wonbooks had looked at it",
            "On the deal's page in Wonbooks, press “Approve” to have it billed, or “Skip”; or move it back to its"
                    + " won stage."),
    WON_AGAIN_VOIDED(
            "The deal is won again, and its invoice {invoice} was voided or deleted in QuickBooks",
            "On the deal's page in Wonbooks, press “Approve” to have a new invoice made, or “Skip”."),
    LAST_SKIPPED("The deal is won again, and {who} skipped it the last time", Fixes.APPROVE_OR_SKIP),

    ABOVE_LIMIT("The amount {amount} is above the limit of {limit}", Fixes.CHANGE),
    LIMIT_NOT_COMPARABLE(
            "The amount {amount} {currency} can't be compared with the limit of {limit} {home}", Fixes.CHANGE),
    NO_EXCHANGE_RATE(
            "The deal is in {currency}, and QuickBooks has {rate} to {home} for {bookedOn}: its invoice would be booked as"
                    + " if 1 {currency} were 1 {home}",
            "Enter the rate in QuickBooks (“Settings > Currencies”)" + Fixes.OR_APPROVE
                    + "have the invoice made without a rate: QuickBooks books it at its own then."),
    NO_PRODUCTS(
            "The deal has no products, its budget says {budget}",
            "Add them in Kommo" + Fixes.OR_APPROVE + "bill the budget as one line."),
    PRODUCTS_DIFFER(
            "The deal's products come to {sum}{discount}, its budget says {budget}",
            "Put one of them right in Kommo" + Fixes.OR_APPROVE + "bill the budget as one line."),
    SEVERAL_CUSTOMERS(
            "QuickBooks has several customers of the deal's e-mail address ({customers})",
            "Leave the address to one of them in QuickBooks" + Fixes.OR_APPROVE + "have a new one made."),
    ANOTHERS_EMAIL(
            "The deal is for {customer}, and QuickBooks knows its e-mail address as that of {customers}",
            "If they are the same, call both by one name" + Fixes.OR_APPROVE + "have a new customer made."),
    OTHER_CURRENCY(
            "The deal is in {currency}, and QuickBooks bills {customers} in {theirs}",
            "Put the deal's currency right in Kommo" + Fixes.OR_APPROVE + "have a customer of its own made."),
    NAME_TAKEN(
            "QuickBooks has a customer, vendor or employee called \"{customer}\" already",
            "Rename one of the two" + Fixes.OR_APPROVE + "have the customer \"{name}\" made."),
    CUSTOMER_GONE(
            "QuickBooks has no customer {customer} any more, who was billed for {name}, and nothing tells into which one it"
                    + " was merged",
            "Give the right one the deal's e-mail address in QuickBooks, then press “Approve” on the deal's page in"
                    + " Wonbooks; where none has it, a new one is made."),
    TOTAL_DIFFERS(
            "QuickBooks made invoice {invoice} over {total}, and the deal says {amount}",
            "Look at its tax in QuickBooks" + Fixes.SEND),
    CURRENCY_DIFFERS(
            "QuickBooks made invoice {invoice} in {currency}, and it was to be in {decided}",
            "Look at the company's currencies in QuickBooks" + Fixes.SEND),
    NUMBER_DIFFERS(
            "QuickBooks made the invoice of id {invoice} with {number}, and {asked}",
            "Look at the company's numbers of sales forms in QuickBooks, and give the invoice its number there"
                    + Fixes.SEND),
    CARRIES_UNKNOWN(
            "The deal carries invoice {invoice} in {field} already, which Wonbooks does not know: it was copied with the"
                    + " deal, or made before a backup was restored",
            Fixes.CHANGE),
    CARRIES_ANOTHERS(
            "The deal carries invoice {invoice} of deal {deal}: it was copied with the deal, or, where that one is gone and"
                    + " its invoice voided, the two were merged",
            "Clear the field {field} in Kommo, or press “Approve” on the deal's page in Wonbooks: then it gets an"
                    + " invoice of its own."),
    MERGED_AND_BACK(
            "The deal was merged into deal {into}, which has its invoice, and is back in Kommo: an approval makes another"
                    + " invoice for it",
            Fixes.CHANGE),

    LEFT_WON(
            "The deal left the won stage, and its invoice {invoice} over {total} stays as it is: void it in QuickBooks if"
                    + " it is not wanted any more, or move the deal back",
            Fixes.VOID),
    GONE_INVOICED(
            "The deal is gone from Kommo, and its invoice {invoice} over {total} stays as it is: void it in QuickBooks if"
                    + " it is not wanted any more, or take the deal back out of Kommo's bin. If it was merged into another"
                    + " deal that carries this invoice, that one takes it over once it is looked at in the won stage",
            Fixes.VOID),
    UPDATE_HELD(
            "{because}, so invoice {invoice} stays at {total}",
            "Put the deal's amount right in Kommo, raise “Ask a person above” in “Settings”, or change the invoice in"
                    + " QuickBooks."),
    UPDATE_STALE(
            "Invoice {invoice} is changed by somebody else again and again: {tries} times it could not be updated to what"
                    + " the deal says ({refusal})",
            "Look at the invoice in QuickBooks, then press “Look again” on the deal's page in Wonbooks, or edit it"
                    + " in Kommo."),

    /** Held before decisions were kept; decided anew when it is next looked at. */
    HELD_EARLIER("{words}", "{fix}"),
    /** Skipped by a rule before decisions were kept. */
    SKIPPED_EARLIER("{words}");

    private static final Set<Cause> WIN = EnumSet.of(
            NOT_WON,
            GONE,
            MERGED_AWAY,
            BY_PERSON,
            IN_SHADOW,
            WON_BEFORE,
            NOT_PROVED,
            WON_AGAIN,
            MOVED_ON,
            LAST_SKIPPED,
            HELD_EARLIER,
            SKIPPED_EARLIER);

    private static final Set<Cause> PAST_APPROVAL = EnumSet.of(LEFT_WON, GONE_INVOICED, UPDATE_HELD, UPDATE_STALE);

    private static final Set<String> MONEY = Set.of("amount", "budget", "limit", "sum", "total");

    private final String words;
    private final String fix;
    private final boolean group;

    Cause(String words) {
        this(words, null);
    }

    Cause(String words, String fix) {
        this(words, fix, false);
    }

    Cause(String words, String fix, boolean group) {
        this.words = words;
        this.fix = fix;
        this.group = group;
    }

    /** What happened, in English. */
    public String words() {
        return words;
    }

    /** What a person can do about it, in English; null: nothing is to be done. */
    public String fix() {
        return fix;
    }

    /** Is the fact of that name an amount? What comes to many deals counts them. */
    public boolean isMoney(String fact) {
        return MONEY.contains(fact) && !group;
    }

    /** Does it come to many deals at once? Then one of them tells of all. */
    public boolean ofMany() {
        return group;
    }

    /** Does a deal wait until a person has said something, whatever changes? */
    public boolean waits() {
        return group || this == WON_AGAIN_VOIDED;
    }

    /** Can a person let it pass, so that something is billed? What was sent can't be billed once more. */
    public boolean approvable() {
        return !PAST_APPROVAL.contains(this);
    }

    /** Is it about the deal's win, and no matter of what is billed, or to whom? */
    public boolean ofWin() {
        return WIN.contains(this) || waits();
    }

    private static final class Fixes {

        static final String CHANGE = "Change the deal in Kommo, or press “Approve” on its page in Wonbooks.";
        static final String OR_APPROVE =
                " and press “Look again” on the deal's page in Wonbooks, or press “Approve” there to ";
        static final String SEND = "; press “Approve” on the deal's page in Wonbooks to have it sent as it is.";
        static final String RECONCILE = "Press “Bill it now” on the deal's page in Wonbooks to have it billed.";
        static final String APPROVE_OR_SKIP =
                "On the deal's page in Wonbooks, press “Approve” to have it billed, or" + " “Skip”.";
        static final String GROUP = "Approve or skip all of them at once on the page “Needs a person” of Wonbooks.";
        static final String VOID =
                "In QuickBooks: void the invoice, or add a credit memo if a part was paid; nothing is done by itself.";
    }
}
