package org.wonbooks.schedule;

import static org.wonbooks.schedule.Removal.answering;
import static org.wonbooks.schedule.Removal.statement;

import java.util.function.Consumer;

/**
 * What protects what. Each guard stands here beside the one fault against which it stands alone: with the guard in
 * place, the story of that fault ends well; with the guard taken away, by a test and never by a switch of the
 * product's, the story's end shows what is said here.
 */
enum Guard {
    REQUEST_ID(
            "the requestid: QuickBooks answers a repeated call as the first",
            "the invoice's answer is lost, while searches do not see what is new",
            Removal.withoutRequestId(),
            Stories::invoiceLostWhileSearchesLag,
            "I1: there is more than one invoice"),
    PROOF(
            "the five minutes before a search that finds nothing proves that nothing was made",
            "the invoice's answer is lost, while searches do not see what is new",
            statement(
                    "select * from step where",
                    "select last_called_at - interval '1' hour as last_called_at, step.* from step where"),
            Stories::invoiceLostWhileSearchesLag,
            "I1: there is more than one invoice"),
    LOOK_FOR_INVOICE(
            "the look-up of the invoice before a call in doubt is repeated",
            "the invoice's answer is lost, and QuickBooks forgets the requestid",
            Removal.searchesFindNo("Invoice"),
            Stories::invoiceLostAndForgotten,
            "I1: there is more than one invoice"),
    LOOK_FOR_CUSTOMER(
            "the look-up of the customer before a call in doubt is repeated",
            "the customer's answer is lost, and QuickBooks forgets the requestid",
            Removal.searchesFindNo("Customer"),
            Stories::customerLostAndForgotten,
            "I1: there is more than one customer"),
    LOOK_WHETHER_SENT(
            "the look at the invoice before it is sent again",
            "the sending's answer is lost, and QuickBooks forgets the requestid",
            answering("GET .*/invoice/\\d+\\?", body -> body.replace("EmailSent", "NeedToSend")),
            Stories::sendingLostAndForgotten,
            "I1: the invoice of lead \\d+ was emailed 2 times"),
    LOOK_FOR_NOTE(
            "the look at the deal's notes before one is added again",
            "the note's answer is lost; Kommo knows no repeated call",
            answering("GET .*/leads/\\d+/notes", body -> "{\"_embedded\": {\"notes\": []}}"),
            Stories::noteLost,
            "I7: lead \\d+ was told twice of invoice"),
    HEARTBEAT(
            "the heartbeat, which keeps what runs from being taken over",
            "a call to Kommo that takes longer than a lease",
            statement(
                    "update work set lease_until = ? where id = ? and epoch = ?",
                    "update work set lease_until = least(lease_until, ?) where id = ? and epoch = ?"),
            Stories::noteSlow,
            "I7: lead \\d+ was told twice of invoice"),
    FENCE(
            "the fence: a run that was taken over writes nothing down",
            "an instance stands still with the invoice in its hands while another one finishes its work, then goes on",
            statement("where id = ? and epoch = ? and state = 'RUNNING'", "where id = ? and epoch <= ? + 100"),
            Stories::stoodStillWithTheInvoice,
            "I7: the state of lead \\d+ is INVOICED"),
    HINTS(
            "a run ends its work only if nothing was told of it meanwhile",
            "a payment comes right after the invoice was read",
            statement("state = 'RUNNING' and hints = ?", "state = 'RUNNING' and hints >= ?"),
            Stories::paidAfterTheLook,
            "I7: the deal's balance"),
    LANE(
            "the lane: one deal's work runs one after the other",
            "the invoice is paid while it is still being sent",
            statement("running_lane = lane", "running_lane = null"),
            Stories::paidWhileSending,
            "I8: lead \\d+ is told of a payment before its invoice"),
    WORK_KEY(
            "the unique key of the work: a thing has one row",
            "two instances hear of a new deal at the same moment",
            Removal.withoutWorkKey(),
            Stories::heardOfTwiceAtOnce,
            "I2: lead \\d+ has 2 rows"),
    EVENT_ID(
            "the ids of the events that were seen",
            "QuickBooks delivers an event twice",
            statement(
                    "insert into seen_event (event_id, inbox_id) values (?, ?)",
                    "insert into seen_event (event_id, inbox_id) values (concat(?, random_uuid()), ?)"),
            Stories::deliveredTwice,
            "D1: an event that was delivered twice is read twice"),
    SIGNATURE(
            "the signature of QuickBooks' webhooks",
            "somebody else sends one",
            Removal.withoutSignature(),
            Stories::forged,
            "X2: a forged webhook was taken"),
    HEADERS(
            "the headers that are let in from an API",
            "an answer with a header of Camel's own, which says what its status is",
            Removal.withoutHeaderList(),
            Stories::steeredByHeader,
            "I2: lead \\d+ was won, and has no invoice"),
    REFRESH_LEASE(
            "the lease of a refresh",
            "two instances meet an expired token",
            statement("lease_until is null or lease_until < ?", "lease_until is null or lease_until <> ?"),
            Stories::refreshedTwiceAtOnce,
            "I5: 2 refreshes"),
    TOKEN_VERSION(
            "the tokens' version: an older pair never replaces a newer one",
            "an instance stands still with the answer to a refresh in its hands",
            Removal.olderTokensReplaceNewer(),
            Stories::refreshedAndStoodStill,
            "I5: a person has to connect again"),
    EARLIER_TOKENS(
            "the refresh tokens before the present one",
            "QuickBooks refuses the newest, though the one before still works",
            statement(
                    "select * from token where connection_id",
                    "select null as previous_refresh_token, null as earlier_refresh_token, token.* from token"
                            + " where connection_id"),
            Stories::newestTokenRefused,
            "I5: a person has to connect again"),
    ATTEMPTS(
            "attempts, counted when work is claimed",
            "work that ends the process each time",
            statement("attempts = attempts + 1", "attempts = attempts"),
            Stories::poison,
            "I2: deal-won \\d+ is still"),
    DEAD_LETTER(
            "the dead letter",
            "QuickBooks refuses an invoice for good",
            statement(
                    "update work set state = ?, reason", "update work set state = replace(?, 'DEAD', 'DONE'), reason"),
            Stories::refusedForGood,
            "I2: lead \\d+ is done, and has no invoice"),
    NEED(
            "the look for dead letters, by which a deal is known to need a person and gets its task",
            "QuickBooks refuses an invoice for good",
            statement(
                    "select reason, fix from work where connection_id = ? and kind = ? and work_key = ?",
                    "select reason, fix from work where connection_id = ? and kind = ? and work_key = '-' || ?"),
            Stories::refusedForGood,
            "I11: lead \\d+ needs a person"),
    DECISION(
            "the proof that a deal was won since the connection went live",
            "a deal that was won before is moved to another pipeline, and Kommo closes it anew",
            statement(
                    "select c.*, k.state as kommo_state",
                    "select c.live_since - interval '1' day as live_since, c.*, k.state as kommo_state"),
            DecisionStories::wonBeforeAndMoved,
            "D2: lead \\d+ was won before the connection went live, and is billed"),
    MOVES(
            "the deal's moves, which say when it was won first",
            "a deal that was won before is moved to another pipeline, and Kommo closes it anew",
            answering("GET .*/events\\?", body -> "{\"_embedded\": {\"events\": []}}"),
            DecisionStories::wonBeforeAndMoved,
            "D2: lead \\d+ was won before the connection went live, and is billed"),
    DIGEST(
            "the digest of what a person has seen: an approval is for that, and for nothing else",
            "a deal is edited between a person's look and the approval",
            statement(
                    "c.digest, c.lets",
                    "'the same' as digest,"
                            + " case when c.lets is not null then '[\"' || c.digest || '\"]' end as lets"),
            DecisionStories::approvedAsItWas,
            "D3: lead \\d+ is billed 50000"),
    SHOWN(
            "what a person was shown of a win: an approval is for that amount",
            "a deal is edited right before it is approved, and nobody has told of it",
            statement("c.evidence, c.shown", "c.evidence, '{}' as shown"),
            DecisionStories::approvedBeforeTheEditWasLookedAt,
            "D3: lead \\d+ is billed 50000"),
    BRAKE(
            "the brake: more wins than that in an hour wait for a person",
            "many deals are won at once",
            statement(
                    "and decided_at > ? and decided_by is null", "and decided_at > ? and decided_by is null and 1 = 0"),
            DecisionStories::wonInABurst,
            "D4: 5 deals of one hour are billed"),
    SKIP(
            "who decided: a person's skip is final",
            "a deal that was skipped is edited, and nothing stands in its way any more",
            statement("c.decided_by, c.decided_at", "null as decided_by, c.decided_at"),
            DecisionStories::skippedAndTold,
            "D5: lead \\d+ was skipped by a person, and is billed"),
    IDENTITY(
            "whose a customer is in Kommo: somebody else's is not billed",
            "two people share an address",
            answering("GET .*/contacts/\\d+", body -> body.replace("\"Alice\"", "\"Bob\"")),
            DecisionStories::atOneAddress,
            "I12: lead \\d+ of Bob is billed to the customer of Alice"),
    GONE_CUSTOMER(
            "what is known of customers that QuickBooks has no more: no call is made again under the id that made one",
            "a customer was merged into another, which nothing tells of",
            statement("select count(*) from gone_customer", "select 0 * count(*) from gone_customer"),
            DecisionStories::customerMergedAway,
            "D7: lead \\d+ was approved, and is not billed"),
    GATE(
            "the gate: what a mapping composed is held against what was decided",
            "a mapping bills another customer",
            Removal.withoutGate(),
            DecisionStories::billedToAnother,
            "D6: lead \\d+ is billed to another customer"),
    WRITE_DELAY(
            "WRITE_DELAY=0 in the address of the H2 database",
            "the process is killed right after a commit",
            play -> play.databaseOptions = "",
            Stories::killedAfterCommit,
            "I3: \\d+ of \\d+ commits are lost");

    private final String name;
    private final String fault;
    final Removal removal;
    final Consumer<Play> story;
    final String sign;

    /** @param sign how the violation begins that shows when the guard is away */
    Guard(String name, String fault, Removal removal, Consumer<Play> story, String sign) {
        this.name = name;
        this.fault = fault;
        this.removal = removal;
        this.story = story;
        this.sign = sign;
    }

    @Override
    public String toString() {
        return name + ", against: " + fault;
    }
}
