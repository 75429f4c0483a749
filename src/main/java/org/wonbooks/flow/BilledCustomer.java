package org.wonbooks.flow;

import java.util.List;
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
import org.wonbooks.invoicing.BookName;
import org.wonbooks.invoicing.InvoiceIntent;
import org.wonbooks.invoicing.RequestId;
import org.wonbooks.ledger.CustomerLinks;
import org.wonbooks.ledger.Deal;
import org.wonbooks.ledger.DealLedger;
import org.wonbooks.ledger.Step;
import org.wonbooks.ledger.StepLedger;
import org.wonbooks.quickbooks.Customer;
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

    /** Then it is no lag of QuickBooks' queries. */
    static final int MOST_TRIES = 3;

    private final DealLedger deals;
    private final StepLedger steps;
    private final CustomerLinks links;
    private final Fence fence;

    public BilledCustomer(DealLedger deals, StepLedger steps, CustomerLinks links, Fence fence) {
        this.deals = deals;
        this.steps = steps;
        this.links = links;
        this.fence = fence;
    }

    /** Looks in our own links first: a search costs its company. */
    @Override
    public Read<?> ask(Run run) {
        Deal deal = run.deal();
        String known = deal.customerId() != null
                ? deal.customerId()
                : links.find(deal.connectionId(), deal.intent().customerKey()).orElse(null);
        run.keep(ID, known);
        List<String> searchable =
                addresses(deal.intent()).filter(Query::searchable).toList();
        if (known != null || searchable.isEmpty()) {
            return null;
        }
        return Read.of("query", QueryAnswer.class)
                .with(Query.customersByEmail(searchable))
                .take(answer -> run.keep(ID, only(deal, answer)))
                .failing(QueryRefusedFault.class, refused -> nobody(deal));
    }

    /** A search that QuickBooks can't read finds nobody. */
    private static Read<?> nobody(Deal deal) {
        LOG.warn("QuickBooks could not search for the customer of deal {}", deal.leadId());
        return null;
    }

    private static Stream<String> addresses(InvoiceIntent intent) {
        return Stream.concat(intent.emails().stream(), intent.contactsEmails().stream());
    }

    /** The customer that the deal's addresses mean, the first address first; null when they mean none. */
    String only(Deal deal, QueryAnswer answer) {
        InvoiceIntent intent = deal.intent();
        return MeantCustomer.among(
                answer.customers(),
                intent,
                deal.lets(),
                customer -> customer.madeForAnother(intent.party())
                        || links.isAnothers(deal.connectionId(), customer.id(), intent.customerKey()));
    }

    /** Asks who has the deal's customer name; null: QuickBooks can't search for it. */
    static Read<QueryAnswer> byName(Deal deal) {
        String name = deal.intent().customerName();
        return Query.searchable(name) ? Read.of("query", QueryAnswer.class).with(Query.customersByName(name)) : null;
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

    /**
     * The active customer of the name, if it is certainly the one that we mean: of the same e-mail, or made by us for
     * the same party; null otherwise. Throws {@link Hold} where that one is billed in another currency.
     */
    static String same(Deal deal, QueryAnswer answer) {
        InvoiceIntent intent = deal.intent();
        List<Customer> ours = answer.customers().stream()
                .filter(customer ->
                        customer.madeFor(intent.party()) || addresses(intent).anyMatch(customer::activeWithEmail))
                .toList();
        List<String> billable = ours.stream()
                .filter(customer -> customer.takes(intent.currency()))
                .map(Customer::id)
                .toList();
        if (billable.isEmpty() && !ours.isEmpty()) {
            Hold.unless(deal.lets(), MeantCustomer.otherCurrency(ours, intent));
        }
        return billable.size() == 1 ? billable.get(0) : null;
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
     * The deal and its party belong to this customer from now on. Part of the caller's transaction, which holds the
     * fence.
     */
    Deal link(Deal deal, String customerId) {
        if (deal.customerId() != null) {
            return deal;
        }
        Stream.of(CUSTOMER, RENAMED)
                .filter(step ->
                        steps.find(deal.id(), step).filter(Step::inDoubt).isPresent())
                .forEach(step -> steps.done(deal, step, customerId));
        links.link(deal.connectionId(), deal.intent().customerKey(), customerId);
        deals.customer(deal, customerId);
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
