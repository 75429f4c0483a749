package org.wonbooks.flow.deal;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.springframework.stereotype.Component;
import org.wonbooks.connection.Connection;
import org.wonbooks.database.DatabaseTime;
import org.wonbooks.decision.Cause;
import org.wonbooks.decision.Reason;
import org.wonbooks.decision.Shown;
import org.wonbooks.decision.Verdict;
import org.wonbooks.decision.Win;
import org.wonbooks.decision.Win.Move;
import org.wonbooks.decision.WinProof;
import org.wonbooks.decision.WinProof.Finding;
import org.wonbooks.fault.PermanentFault;
import org.wonbooks.flow.billing.LeadTerms;
import org.wonbooks.flow.deal.WinEvidence.Found;
import org.wonbooks.kommo.lead.Lead;
import org.wonbooks.ledger.deal.Deal;
import org.wonbooks.ledger.deal.DealLedger;
import org.wonbooks.ledger.deal.Decisions;
import org.wonbooks.ledger.deal.LeadRemarks;

/**
 * The rule by which a deal that nothing is invoiced of yet is billed by itself or not: a person's word first, then when
 * it was won, then how many others are. Writes nothing.
 */
@Component
class DealRule {

    private static final Duration BURST = Duration.ofHours(1);

    /** So many days' deals in an hour are no busy day any more. */
    private static final int BUSY_DAYS = 5;

    /** So close to the brake, those who decide at the same time have to see each other. */
    private static final int CLOSE = 50;

    private final DealLedger deals;
    private final Decisions decisions;
    private final LeadRemarks told;
    private final EditedDeal invoiced;
    private final DatabaseTime time;

    DealRule(DealLedger deals, Decisions decisions, LeadRemarks told, EditedDeal invoiced, DatabaseTime time) {
        this.deals = deals;
        this.decisions = decisions;
        this.told = told;
        this.invoiced = invoiced;
        this.time = time;
    }

    /**
     * How it is decided.
     *
     * @param by the person who said so; null: the rule
     * @param stored it is written down so already
     */
    record Ruling(
            Verdict verdict, Reason reason, String by, Shown shown, Map<String, String> evidence, boolean stored) {}

    /**
     * Of a deal that stands in Kommo.
     *
     * @param known what is written down of this won-cycle; null: nothing
     */
    Ruling of(Connection connection, Deal known, Lead lead, Found found) {
        Shown shown = LeadTerms.shown(connection, lead);
        Optional<Ruling> decided = decided(connection, known, lead, shown);
        if (decided.isPresent()) {
            return decided.get();
        }
        Instant now = time.now();
        Finding finding = finding(connection, known, lead, found, now);
        Map<String, String> evidence = evidence(connection, known, lead, finding);
        boolean left = finding.verdict() == Verdict.LEAVE;
        Optional<String> taker = Optional.ofNullable(connection.live().since())
                .filter(since -> left)
                .flatMap(since -> told.taker(connection.id(), lead.id(), since));
        if (taker.isPresent()) {
            return new Ruling(Verdict.BILL, finding.reason(), taker.get(), shown, evidence, false);
        }
        if (left
                && (known == null
                        || known.decision() == null
                        || !known.decision().wanted())) {
            return new Ruling(Verdict.LEAVE, finding.reason(), null, shown, evidence, false);
        }
        if (known != null && wasWithdrawn(known, finding)) {
            return stored(known);
        }
        if (left || finding.verdict() == Verdict.HOLD) {
            boolean let = known != null && known.lets(shown).pass(finding.reason());
            return let && known.decision().bills()
                    ? stored(known)
                    : new Ruling(let ? Verdict.BILL : Verdict.HOLD, finding.reason(), null, shown, evidence, false);
        }
        if (finding.verdict() == Verdict.SKIP) {
            return new Ruling(Verdict.SKIP, finding.reason(), null, shown, evidence, false);
        }
        return timely(connection, known, shown, evidence, now);
    }

    /** What is decided whenever the deal was won; empty: that has to be found out. */
    private static Optional<Ruling> decided(Connection connection, Deal known, Lead lead, Shown shown) {
        if (known == null || known.decision() == null) {
            return Optional.empty();
        }
        if (settled(connection, known, lead, shown)) {
            return Optional.of(stored(known));
        }
        if (isWithdrawn(connection, known, lead)) {
            return Optional.of(again(known, Verdict.SKIP, Reason.of(Cause.NOT_WON), shown));
        }
        Reason win = known.decision().win();
        return win.cause().waits() ? Optional.of(again(known, Verdict.HOLD, win, shown)) : Optional.empty();
    }

    /** By nothing that was not known before. */
    private static Ruling again(Deal known, Verdict verdict, Reason reason, Shown shown) {
        return new Ruling(verdict, reason, null, shown, known.decision().evidence(), false);
    }

    /** It was won when it counts. */
    private Ruling timely(Connection connection, Deal known, Shown shown, Map<String, String> evidence, Instant now) {
        Optional<Reason> before = cycleBefore(connection, known);
        Reason reason = before.filter(asks -> !known.lets(shown).pass(asks))
                .or(() -> burst(connection, now))
                .orElse(null);
        return reason == null
                ? new Ruling(Verdict.BILL, before.orElse(Reason.of(Cause.WON)), null, shown, evidence, false)
                : new Ruling(Verdict.HOLD, reason, null, shown, evidence, false);
    }

    /** A person has said something final, or the rule has, and nothing of the deal's win speaks against it since. */
    private static boolean settled(Connection connection, Deal known, Lead lead, Shown shown) {
        if (known.decision().skippedByPerson()) {
            return true;
        }
        boolean proved =
                known.decision().bills() || known.held() && !known.decision().asksOfWin();
        return proved && known.decision().stillSays(shown) && (EditedDeal.isWon(connection, lead) || isMeant(known));
    }

    /** Is it to be billed, or asked about, wherever it stands? It may have moved on while a person was asked. */
    private static boolean isMeant(Deal known) {
        Cause cause = known.decision().win().cause();
        return cause == Cause.MOVED_ON || !known.decision().asksOfWin() && (cause.ofMany() || cause == Cause.BY_PERSON);
    }

    /** It left its stage after it was looked at there: somebody has changed their mind, which needs nobody. */
    private static boolean isWithdrawn(Connection connection, Deal known, Lead lead) {
        return !EditedDeal.isWon(connection, lead)
                && (known.decision().bills()
                        || known.held() && !known.decision().reason().cause().waits())
                && !isMeant(known);
    }

    /** It was looked at after that win, and had left its stage then. */
    private static boolean wasWithdrawn(Deal known, Finding finding) {
        String wonAt = known.decision() == null || known.decision().verdict() != Verdict.SKIP
                ? null
                : known.decision().evidence().get("wonAt");
        return wonAt != null
                && finding.reason().cause() == Cause.MOVED_ON
                && !finding.wonAt().isAfter(Instant.parse(wonAt));
    }

    /** As it is written down. What stands in its way beside its win is looked at anew. */
    static Ruling stored(Deal known) {
        return new Ruling(
                known.decision().held() ? Verdict.BILL : known.decision().verdict(),
                known.decision().reason(),
                known.decision().by(),
                known.decision().shown(),
                known.decision().evidence(),
                true);
    }

    private Finding finding(Connection connection, Deal known, Lead lead, Found found, Instant now) {
        WinProof proof = proof(connection, now);
        Win win = win(connection, known, lead, found);
        if (found == null && proof.needsMoves(win)) {
            throw new PermanentFault(
                    "The routes do not ask when the deal was won",
                    "Take the step that asks winEvidence over into deal-won, as in the routes that came with this version"
                            + " (docs/upgrade.md), then press “Try again”.");
        }
        Finding finding = proof.of(win);
        boolean onWordOfCard = finding.verdict() == Verdict.BILL && proof.needsBin(win);
        return onWordOfCard && told.saidToBeWonEarlier(connection.id(), lead.id())
                ? proof.of(new Win(win.at(), win.createdAt(), win.closedAt(), win.moves(), win.restored(), true))
                : finding;
    }

    /** Do the deal's moves have to be read before it can be decided? */
    boolean needsMoves(Connection connection, Lead lead) {
        Deal known = deals.find(connection.id(), lead.id())
                .filter(deal -> !invoiced.wonAnew(connection, deal, lead))
                .orElse(null);
        boolean decided = known != null
                && (known.invoiceId() != null
                        || decided(connection, known, lead, LeadTerms.shown(connection, lead))
                                .isPresent());
        return !decided && proof(connection, time.now()).needsMoves(win(connection, known, lead, Found.NOTHING));
    }

    boolean needsBin(Connection connection, Lead lead, List<Move> moves) {
        return proof(connection, time.now()).needsBin(win(connection, null, lead, new Found(moves, false)));
    }

    private static WinProof proof(Connection connection, Instant now) {
        Instant since = connection.live().since();
        return new WinProof(
                since == null ? Instant.MAX : since,
                connection.live().gap(now),
                connection.settings().won());
    }

    private static Win win(Connection connection, Deal known, Lead lead, Found found) {
        return new Win(
                new Win.Stage(lead.pipelineId(), lead.statusId()),
                Instant.ofEpochSecond(lead.createdAt()),
                lead.closedAt() == null ? null : Instant.ofEpochSecond(lead.closedAt()),
                found == null ? null : found.moves(),
                found != null && found.restored(),
                known != null && showedEarlierWin(connection, known));
    }

    /** Was its card closed before the connection went live when it was looked at before, whatever came of it since? */
    private static boolean showedEarlierWin(Connection connection, Deal known) {
        String wonAt = wonAt(known);
        return wonAt != null
                && connection.live().since() != null
                && Instant.parse(wonAt).isBefore(connection.live().since());
    }

    /** When it was won by what was known last; null: nothing was. */
    private static String wonAt(Deal known) {
        return known == null || known.decision() == null
                ? null
                : known.decision().evidence().get("wonAt");
    }

    private Optional<Reason> cycleBefore(Connection connection, Deal known) {
        return known == null || known.cycle() == 1
                ? Optional.empty()
                : deals.cycle(known, known.cycle() - 1).flatMap(before -> EditedDeal.doubt(connection, before));
    }

    private Optional<Reason> burst(Connection connection, Instant now) {
        int most = connection.settings().invoice().burst();
        Instant since = now.minus(BURST);
        if (most == 0 || decisions.billedSince(connection.id(), since) < most - CLOSE) {
            return Optional.empty();
        }
        decisions.oneAtATime(connection.id());
        long billed = decisions.billedSince(connection.id(), since);
        if (billed < most) {
            return Optional.empty();
        }
        long busy = Math.max(most, BUSY_DAYS * decisions.usualDay(connection.id()));
        return billed < busy ? Optional.empty() : Optional.of(Reason.of(Cause.BURST, "limit", String.valueOf(busy)));
    }

    private static Map<String, String> evidence(Connection connection, Deal known, Lead lead, Finding finding) {
        Map<String, String> evidence = new TreeMap<>();
        evidence.put("createdAt", Instant.ofEpochSecond(lead.createdAt()).toString());
        if (lead.closedAt() != null) {
            evidence.put("closedAt", Instant.ofEpochSecond(lead.closedAt()).toString());
        }
        String wonAt = finding.wonAt() == null ? wonAt(known) : finding.wonAt().toString();
        if (wonAt != null) {
            evidence.put("wonAt", wonAt);
        }
        if (connection.live().since() != null) {
            evidence.put("liveSince", connection.live().since().toString());
        }
        return evidence;
    }
}
