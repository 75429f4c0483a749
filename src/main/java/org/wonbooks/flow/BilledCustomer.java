package org.wonbooks.flow;

import java.util.Optional;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.wonbooks.component.Question;
import org.wonbooks.component.Read;
import org.wonbooks.component.Run;
import org.wonbooks.connection.Connection;
import org.wonbooks.connection.ConnectionSettings.NameClash;
import org.wonbooks.database.Fence;
import org.wonbooks.decision.Cause;
import org.wonbooks.decision.Reason;
import org.wonbooks.fault.Hold;
import org.wonbooks.fault.PassingFault;
import org.wonbooks.flow.CustomerOwners.Owners;
import org.wonbooks.invoicing.BookName;
import org.wonbooks.invoicing.InvoiceIntent;
import org.wonbooks.invoicing.RequestId;
import org.wonbooks.ledger.CustomerLinks;
import org.wonbooks.ledger.CustomerLinks.Link;
import org.wonbooks.ledger.Deal;
import org.wonbooks.ledger.DealLedger;
import org.wonbooks.ledger.Step;
import org.wonbooks.ledger.StepLedger;
import org.wonbooks.quickbooks.NameTakenFault;
import org.wonbooks.quickbooks.Query;
import org.wonbooks.quickbooks.QueryAnswer;
import org.wonbooks.quickbooks.QueryRefusedFault;
import org.wonbooks.work.Work;

/** Who in QuickBooks is billed: known from an earlier deal, or found by e-mail; and whose a name is. */
@Component("billedCustomer")
public class BilledCustomer implements Question.OfQuickBooks {

    private static final Logger LOG = LoggerFactory.getLogger(BilledCustomer.class);

    /** The step that makes the customer, and the one that makes it under another name. */
    static final String CUSTOMER = "customer";

    static final String RENAMED = "customer-renamed";

    /** What runs keep: the customer's id, and the name under which a new one is made. */
    static final String ID = "customerId";

    static final String NAME = "customerName";

    /** Whose else the customer is, in words. */
    private static final String SHARED = "customerShared";

    /** Then it is no lag of QuickBooks' queries. */
    static final int MOST_TRIES = 3;

    private final DealLedger deals;
    private final StepLedger steps;
    private final CustomerLinks links;
    private final CustomerOwners owners;
    private final MergedCustomer merged;
    private final MovedParty moved;
    private final Fence fence;

    public BilledCustomer(
            DealLedger deals,
            StepLedger steps,
            CustomerLinks links,
            CustomerOwners owners,
            MergedCustomer merged,
            MovedParty moved,
            Fence fence) {
        this.deals = deals;
        this.steps = steps;
        this.links = links;
        this.owners = owners;
        this.merged = merged;
        this.moved = moved;
        this.fence = fence;
    }

    /** Looks in our own links first: a search costs its company. */
    @Override
    public Read<?> ask(Run run) {
        Deal deal = run.deal();
        if (deal.customerId() != null) {
            return found(run, deal.customerId());
        }
        Optional<Link> link = links.find(deal.connectionId(), deal.intent().customerKey());
        if (link.filter(Link::gone).isPresent()) {
            return instead(run, link.get().customerId(), other -> found(run, other));
        }
        return link.isPresent() ? found(run, link.get().customerId()) : byEmail(run, only -> found(run, only));
    }

    /**
     * The customer is gone from QuickBooks: the one that it was merged into is billed, else the one of the deal's
     * e-mail. Where neither is known a person has to say, since the one that is meant may be there.
     *
     * @param then is given who is billed instead; null: a new one, by a person's word
     */
    Read<?> instead(Run run, String gone, Function<String, Read<?>> then) {
        Deal deal = run.deal();
        return merged.survivor(
                run,
                gone,
                survivor -> survivor != null
                        ? then.apply(survivor)
                        : byEmail(run, only -> {
                            if (only == null) {
                                Hold.unless(
                                        deal.lets(),
                                        Reason.of(
                                                Cause.CUSTOMER_GONE,
                                                "customer",
                                                gone,
                                                "name",
                                                deal.intent().customerName()));
                            }
                            return then.apply(only);
                        }));
    }

    private static Read<?> found(Run run, String customerId) {
        run.keep(ID, customerId);
        return null;
    }

    /** The customer of the deal's e-mail address; null: there is none. */
    private Read<?> byEmail(Run run, Function<String, Read<?>> then) {
        Deal deal = run.deal();
        Optional<String> email = MeantCustomer.emails(deal.intent()).stream()
                .filter(Query::searchable)
                .findFirst();
        if (email.isEmpty()) {
            return then.apply(null);
        }
        Function<QueryAnswer, Read<?>> taken = answer -> whose(
                run,
                answer,
                known -> then.apply(
                        MeantCustomer.among(answer.customers(), deal.intent(), deal.lets(), known::anothers)));
        return Read.of("query", QueryAnswer.class)
                .with(Query.customersWithEmail(email.get()))
                .takeThen(taken)
                .failing(QueryRefusedFault.class, refused -> Read.of("query", QueryAnswer.class)
                        .with(Query.customersByEmail(email.get()))
                        .takeThen(taken)
                        .failing(QueryRefusedFault.class, again -> nobody(deal, then)));
    }

    /** A search that QuickBooks can't read finds nobody. */
    private static Read<?> nobody(Deal deal, Function<String, Read<?>> then) {
        LOG.warn("QuickBooks could not search for the customer of deal {}", deal.leadId());
        return then.apply(null);
    }

    /** Looks whose else those are who are found: in a run that writes, it is noted of the one that is taken. */
    private Read<?> whose(Run run, QueryAnswer answer, Function<Owners, Read<?>> then) {
        return owners.look(run, run.deal().intent(), answer.customers(), known -> {
            Read<?> next = then.apply(known);
            String taken = run.get(ID, String.class);
            answer.customers().stream()
                    .filter(customer -> customer.id().equals(taken))
                    .findFirst()
                    .ifPresent(customer -> run.keep(SHARED, known.words(customer)));
            return next;
        });
    }

    /** Looks who has the deal's customer name, and is certainly the one that is meant; null: nobody. */
    Read<?> byName(Run run, Function<String, Read<?>> then) {
        Deal deal = run.deal();
        String name = deal.intent().customerName();
        if (!Query.searchable(name)) {
            return then.apply(null);
        }
        return Read.of("query", QueryAnswer.class)
                .with(Query.customersByName(name))
                .takeThen(answer -> whose(
                        run,
                        answer,
                        known -> then.apply(MeantCustomer.ofName(
                                answer.customers(), deal.intent(), deal.lets(), known::anothers, known::orphaned))));
    }

    /**
     * Takes note that QuickBooks refused the name. Unless another deal of the same party has just made the customer, or
     * is about to: then that one is ours too.
     */
    @Transactional
    public void taken(Work work, Connection connection, Deal deal, String step, NameTakenFault taken) {
        fence.hold(work.lease());
        if (steps.ofOthers(deal, requestId(connection, deal, step)).stream()
                .anyMatch(other -> other.open() || other.externalId() != null && work.attempts() < MOST_TRIES)) {
            throw new PassingFault("Another deal of " + deal.intent().party() + " makes this customer", null);
        }
        steps.notMade(deal, step, taken.getMessage());
    }

    /** The name is somebody else's: the same, told apart by the party's number in Kommo. */
    static String otherName(Connection connection, Deal deal) {
        InvoiceIntent intent = deal.intent();
        String number = intent.party().substring(intent.party().indexOf(':') + 1);
        String name =
                BookName.suffixed(intent.customerName(), intent.foreign() ? number + ", " + intent.currency() : number);
        if (connection.settings().customer().nameClash() == NameClash.HOLD) {
            Hold.unless(deal.lets(), Reason.of(Cause.NAME_TAKEN, "customer", intent.customerName(), "name", name));
        }
        return name;
    }

    /**
     * The deal and its party belong to the customer that was found from now on. Part of the caller's transaction, which
     * holds the fence.
     */
    Deal link(Run run, String customerId) {
        Deal deal = run.deal();
        if (customerId.equals(deal.customerId())) {
            return deal;
        }
        Stream.of(CUSTOMER, RENAMED)
                .filter(step ->
                        steps.find(deal.id(), step).filter(Step::inDoubt).isPresent())
                .forEach(step -> steps.done(deal, step, customerId));
        InvoiceIntent intent = deal.intent();
        links.link(deal.connectionId(), intent.customerKey(), customerId, moved.written(intent.address()));
        deals.customer(deal, customerId);
        String shared = run.get(SHARED, String.class);
        if (shared != null) {
            deals.note(deal, "Billed to customer " + customerId + ", which is known as that of " + shared);
        }
        return deals.get(deal.id());
    }

    /** The ids come from the party: two deals of one new contact make one customer. */
    static IntFunction<String> requestId(Connection connection, Deal deal, String step) {
        return epoch -> RequestId.of(connection.realmId(), deal.intent().customerKey(), step, epoch);
    }

    /** The step that makes the customer under this name. */
    static String stepName(Deal deal, String name) {
        return name.equals(deal.intent().customerName()) ? CUSTOMER : RENAMED;
    }
}
