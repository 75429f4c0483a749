package org.wonbooks.flow;

import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import org.apache.camel.Body;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeProperty;
import org.apache.camel.Variable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.wonbooks.connection.Connection;
import org.wonbooks.connection.ConnectionSettings.NameClash;
import org.wonbooks.database.Fence;
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
import org.wonbooks.work.Work;

/** Finds out who in QuickBooks is billed: known already, found by e-mail, or made. */
@Component("billedCustomer")
public class BilledCustomer {

    /** The step that makes the customer, and the one that makes it under another name. */
    static final String CUSTOMER = "customer";

    static final String RENAMED = "customer-renamed";

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

    /** Can the customer be looked for by e-mail? */
    public boolean searchable(@Variable("customerId") String customerId, @Variable("deal") Deal deal) {
        return customerId == null && !searchable(deal).isEmpty();
    }

    /** The query for customers of the deal's e-mail addresses. */
    public Map<String, String> byEmail(@Variable("deal") Deal deal) {
        return Query.customersByEmail(searchable(deal));
    }

    private static List<String> searchable(Deal deal) {
        return addresses(deal.intent()).filter(Query::searchable).toList();
    }

    private static Stream<String> addresses(InvoiceIntent intent) {
        return Stream.concat(intent.emails().stream(), intent.contactsEmails().stream());
    }

    /** The customer that the deal's addresses mean, the first address first; null when they mean none. */
    public String only(@Variable("deal") Deal deal, @Body QueryAnswer answer) {
        InvoiceIntent intent = deal.intent();
        return MeantCustomer.among(
                answer.customers(),
                intent,
                deal::lets,
                customer -> customer.madeForAnother(intent.party())
                        || links.isAnothers(deal.connectionId(), customer.id(), intent.customerKey()));
    }

    /** Under this name the customer is made first. */
    public String name(@Variable("deal") Deal deal) {
        return deal.intent().customerName();
    }

    /**
     * Takes note that QuickBooks refused the name, and hands on what it said. Unless another deal of the same party has
     * just made the customer, or is about to: then that one is ours too.
     */
    @Transactional
    public NameTakenFault taken(
            @Variable("work") Work work,
            @Variable("connection") Connection connection,
            @Variable("deal") Deal deal,
            @Variable("customerName") String name,
            @ExchangeProperty(Exchange.EXCEPTION_CAUGHT) NameTakenFault taken) {
        fence.hold(work.lease());
        if (steps.ofOthers(deal, requestId(connection, deal, stepName(deal, name))).stream()
                .anyMatch(other -> other.open() || other.externalId() != null && work.attempts() < MOST_TRIES)) {
            throw new PassingFault("Another deal of " + deal.intent().party() + " makes this customer", null);
        }
        steps.notMade(deal, stepName(deal, name), taken.getMessage());
        return taken;
    }

    /** Can it be looked up who bears the name? */
    public boolean nameSearchable(@Variable("deal") Deal deal) {
        return Query.searchable(deal.intent().customerName());
    }

    /** The query for customers of the deal's customer name. */
    public Map<String, String> byName(@Variable("deal") Deal deal) {
        return Query.customersByName(deal.intent().customerName());
    }

    /**
     * The active customer of the name, if it is certainly the one that we mean: of the same e-mail, or made by us for
     * the same party; null otherwise. Throws {@link Hold} where that one is billed in another currency.
     */
    public String same(@Variable("deal") Deal deal, @Body QueryAnswer answer) {
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
            MeantCustomer.otherCurrency(ours, intent).unless(deal::lets);
        }
        return billable.size() == 1 ? billable.get(0) : null;
    }

    /** The name is somebody else's: the same, told apart by the party's number in Kommo. */
    public String otherName(@Variable("connection") Connection connection, @Variable("deal") Deal deal) {
        InvoiceIntent intent = deal.intent();
        String number = intent.party().substring(intent.party().indexOf(':') + 1);
        String name =
                BookName.suffixed(intent.customerName(), intent.foreign() ? number + ", " + intent.currency() : number);
        if (connection.settings().customer().nameClash() == NameClash.HOLD) {
            new Hold("QuickBooks has a customer, vendor or employee called \"" + intent.customerName()
                            + "\" already: rename one of the two and reconcile the deal, or approve it to have the customer \""
                            + name
                            + "\" made")
                    .unless(deal::lets);
        }
        return name;
    }

    /** Writes down that the customer is about to be made. Under another name, it will not be made under the first. */
    @Transactional
    public Step begin(
            @Variable("work") Work work,
            @Variable("connection") Connection connection,
            @Variable("deal") Deal deal,
            @Variable("customerName") String name,
            @Body String request) {
        String step = stepName(deal, name);
        Step begun = steps.begin(work.lease(), deal, step, requestId(connection, deal, step), request);
        if (step.equals(RENAMED)) {
            steps.skipped(deal, CUSTOMER, "The name is somebody else's");
        }
        return begun;
    }

    /** The customer was made, by this run or the one before. */
    @Transactional
    public String created(
            @Variable("work") Work work,
            @Variable("deal") Deal deal,
            @Variable("customerName") String name,
            @Body Customer.Answer answer) {
        Customer customer = answer.customer();
        fence.hold(work.lease());
        steps.done(deal, stepName(deal, name), customer.id());
        deals.note(deal, "Customer " + customer.displayName() + " made in QuickBooks");
        return customer.id();
    }

    /** The deal and its party belong to this customer from now on. */
    @Transactional
    public Deal link(
            @Variable("work") Work work,
            @Variable("connection") Connection connection,
            @Variable("deal") Deal deal,
            @Variable("customerId") String customerId) {
        if (deal.customerId() == null) {
            fence.hold(work.lease());
            Stream.of(CUSTOMER, RENAMED)
                    .filter(step ->
                            steps.find(deal.id(), step).filter(Step::inDoubt).isPresent())
                    .forEach(step -> steps.done(deal, step, customerId));
            links.link(connection.id(), deal.intent().customerKey(), customerId);
            deals.customer(deal, customerId);
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
