package org.wonbooks.flow.customer;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.wonbooks.component.read.Keeps;
import org.wonbooks.component.read.Question;
import org.wonbooks.component.read.Read;
import org.wonbooks.component.read.Run;
import org.wonbooks.connection.Connection;
import org.wonbooks.connection.ConnectionSettings.NameClash;
import org.wonbooks.database.Fence;
import org.wonbooks.decision.Cause;
import org.wonbooks.decision.Reason;
import org.wonbooks.fault.Hold;
import org.wonbooks.fault.PassingFault;
import org.wonbooks.flow.customer.CustomerOwners.Owners;
import org.wonbooks.invoicing.BookName;
import org.wonbooks.invoicing.RequestId;
import org.wonbooks.invoicing.draft.InvoiceIntent;
import org.wonbooks.ledger.books.CustomerLinks;
import org.wonbooks.ledger.books.CustomerLinks.Link;
import org.wonbooks.ledger.deal.Deal;
import org.wonbooks.ledger.deal.DealLedger;
import org.wonbooks.ledger.deal.FrozenIntents;
import org.wonbooks.ledger.deal.Step;
import org.wonbooks.ledger.deal.StepLedger;
import org.wonbooks.quickbooks.NameTakenFault;
import org.wonbooks.quickbooks.QueryRefusedFault;
import org.wonbooks.quickbooks.invoice.Customer;
import org.wonbooks.quickbooks.query.Query;
import org.wonbooks.quickbooks.query.QueryAnswer;
import org.wonbooks.work.Work;

/** Who in QuickBooks is billed: known from an earlier deal, or found by e-mail; and whose a name is. */
@Component("billedCustomer")
@Keeps(value = BilledCustomer.ID, as = String.class)
@Keeps("customerMerged")
@Keeps("customerShared")
public class BilledCustomer implements Question.OfQuickBooks {

    private static final Logger LOG = LoggerFactory.getLogger(BilledCustomer.class);

    /** The step that makes the customer, and the one that makes it under another name. */
    public static final String CUSTOMER = "customer";

    public static final String RENAMED = "customer-renamed";

    /** What runs keep: the customer's id, and the name under which a new one is made. */
    public static final String ID = "customerId";

    public static final String NAME = "customerName";

    /** Whose else the customer is, in words. */
    private static final String SHARED = "customerShared";

    /** The customer that was merged into the one that is billed. */
    private static final String MERGED = "customerMerged";

    /** Then it is no lag of QuickBooks' queries. */
    public static final int MOST_TRIES = 3;

    private final DealLedger deals;
    private final FrozenIntents intents;
    private final StepLedger steps;
    private final CustomerLinks links;
    private final CustomerOwners owners;
    private final MergedCustomer merged;
    private final MovedParty moved;
    private final Fence fence;

    public BilledCustomer(
            DealLedger deals,
            FrozenIntents intents,
            StepLedger steps,
            CustomerLinks links,
            CustomerOwners owners,
            MergedCustomer merged,
            MovedParty moved,
            Fence fence) {
        this.deals = deals;
        this.intents = intents;
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
        return link.isPresent()
                ? found(run, link.get().customerId())
                : byEmail(run, null, false, only -> found(run, only));
    }

    /**
     * The customer is gone from QuickBooks: the one that all our invoices of it name by now is billed. Where they name
     * none, or not one, the deal's e-mail tells, by a person's word even of a customer that is another's; else a person
     * has to say, since the one that is meant may be there.
     *
     * @param then is given who is billed instead; null: a new one, by a person's word
     */
    public Read<?> instead(Run run, String gone, Function<String, Read<?>> then) {
        Deal deal = run.deal();
        Optional<Link> other = links.find(deal.connectionId(), deal.intent().customerKey())
                .filter(link -> !link.gone() && !link.customerId().equals(gone));
        if (other.isPresent()) {
            return then.apply(other.get().customerId());
        }
        Reason reason = Reason.of(
                Cause.CUSTOMER_GONE, "customer", gone, "name", deal.intent().customerName());
        boolean said = deal.lets().pass(reason);
        return merged.named(run, gone, named -> {
            if (named.size() == 1 && !named.contains(gone)) {
                run.keep(MERGED, gone);
                return then.apply(named.iterator().next());
            }
            if (!named.isEmpty()) {
                Hold.unless(deal.lets(), reason);
            }
            return byEmail(run, gone, said, only -> {
                if (only == null) {
                    Hold.unless(deal.lets(), reason);
                }
                return then.apply(only);
            });
        });
    }

    private static Read<?> found(Run run, String customerId) {
        run.keep(ID, customerId);
        return null;
    }

    /**
     * The customer of the deal's e-mail address; null: there is none.
     *
     * @param gone is none, though a search may still see it
     * @param anybodys whether another's is taken too
     */
    private Read<?> byEmail(Run run, String gone, boolean anybodys, Function<String, Read<?>> then) {
        Deal deal = run.deal();
        Optional<String> email = CustomerMatch.emails(deal.intent()).stream()
                .filter(Query::searchable)
                .findFirst();
        if (email.isEmpty()) {
            return then.apply(null);
        }
        Function<QueryAnswer, Read<?>> taken = answer -> {
            List<Customer> there = answer.customers().stream()
                    .filter(customer -> !customer.id().equals(gone))
                    .toList();
            return whose(
                    run,
                    there,
                    known -> then.apply(CustomerMatch.among(
                            there, deal.intent(), deal.lets(), customer -> !anybodys && known.anothers(customer))));
        };
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
    private Read<?> whose(Run run, List<Customer> customers, Function<Owners, Read<?>> then) {
        return owners.look(run, run.deal().intent(), customers, known -> {
            Read<?> next = then.apply(known);
            String taken = run.get(ID, String.class);
            customers.stream()
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
                        answer.customers(),
                        known -> then.apply(CustomerMatch.ofName(
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
     * The deal and its party belong to the customer that was found from now on, and the call that makes it has ended.
     * Part of the caller's transaction, which holds the fence.
     *
     * @param made it was made for this deal, with the address that its party has
     */
    public Deal link(Run run, String customerId, boolean made) {
        Deal deal = run.deal();
        if (customerId.equals(deal.customerId()) && !made) {
            return deal;
        }
        // Before what deals of one party share: their steps, and the link.
        deals.lock(deal.connectionId());
        steps.find(deal.id(), List.of(CUSTOMER, RENAMED)).values().stream()
                .filter(Step::open)
                .forEach(step -> steps.done(deal, step.name(), customerId));
        InvoiceIntent intent = deal.intent();
        String merged = run.get(MERGED, String.class);
        if (merged != null) {
            links.merged(deal.connectionId(), merged, customerId);
        }
        links.link(deal.connectionId(), intent.customerKey(), customerId, moved.written(intent.address()), made);
        intents.customer(deal, customerId);
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
