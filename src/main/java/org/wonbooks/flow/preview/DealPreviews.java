package org.wonbooks.flow.preview;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.apache.camel.CamelExecutionException;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;
import org.wonbooks.connection.Connection;
import org.wonbooks.decision.Shown;
import org.wonbooks.decision.Why;
import org.wonbooks.fault.Fault;
import org.wonbooks.fault.Hold;
import org.wonbooks.fault.PermanentFault;
import org.wonbooks.fault.Skip;
import org.wonbooks.flow.billing.Billing;
import org.wonbooks.flow.customer.BilledCustomer;
import org.wonbooks.flow.deal.WinEvidence;
import org.wonbooks.flow.draft.DealDraft;
import org.wonbooks.flow.invoice.DealInvoice;
import org.wonbooks.flow.preview.DealPreview.Invoiced;
import org.wonbooks.flow.preview.DealPreview.Outcome;
import org.wonbooks.flow.preview.DealPreview.Source;
import org.wonbooks.kommo.lead.Lead;
import org.wonbooks.ledger.books.CustomerLinks;
import org.wonbooks.ledger.deal.Deal;
import org.wonbooks.ledger.deal.DealAttention.Task;
import org.wonbooks.ledger.deal.DealLedger;
import org.wonbooks.ledger.deal.Step;
import org.wonbooks.ledger.deal.StepLedger;
import org.wonbooks.running.LoadedRoutes;
import org.wonbooks.running.RunningRoutes;

/** Runs {@code direct:deal-preview}, which writes nothing, and says what it found. */
@Component
public class DealPreviews {

    /** The steps that tell the deal of its invoice. */
    private static final String CARD = "invoice-fields";

    private static final String NOTE = "invoice-note";

    private final DealLedger deals;
    private final StepLedger steps;
    private final CustomerLinks links;
    private final ObjectMapper json;
    private final RunningRoutes routes;

    public DealPreviews(
            DealLedger deals, StepLedger steps, CustomerLinks links, ObjectMapper json, RunningRoutes routes) {
        this.deals = deals;
        this.steps = steps;
        this.links = links;
        this.json = json;
        this.routes = routes;
    }

    /**
     * What would be done with a deal; empty when neither Kommo nor we know it.
     *
     * @throws Fault that says nothing of the deal, as when a system does not answer
     */
    public Optional<DealPreview> of(Connection connection, long leadId) {
        return of(connection, leadId, new Asked(false, null));
    }

    /**
     * How a preview is asked for.
     *
     * @param asIfWon as if the deal were won now, wherever it stands
     * @param firstTime and whatever is known of it did not count
     * @param candidate the set of routes that it is run on; null: the one that is at work
     */
    public record Asked(boolean asIfWon, boolean firstTime, LoadedRoutes candidate) {

        /** What settings make of a deal, be it billed or not. */
        public static final Asked FOR_THE_FIRST_TIME = new Asked(true, true, null);

        public Asked(boolean asIfWon, LoadedRoutes candidate) {
            this(asIfWon, false, candidate);
        }
    }

    /** The same, asked for in another way. */
    public Optional<DealPreview> of(Connection connection, long leadId, Asked asked) {
        Optional<Deal> known = deals.find(connection.id(), leadId);
        // Without the right to write, whatever the routes on disk say.
        Exchange run = run(asked, "deal-preview", exchange -> {
            exchange.setVariable("connection", connection.asShadow());
            exchange.setVariable("deal", Deal.unwritten(connection.id(), leadId, 1, null));
            if (asked.firstTime()) {
                WinEvidence.supposeForTheFirstTime(exchange);
            } else if (asked.asIfWon()) {
                WinEvidence.suppose(exchange);
            }
        });
        Exception fault = aboutTheDeal(run);
        Lead lead = run.getVariable("lead", Lead.class);
        if (lead == null && known.isEmpty()) {
            return Optional.empty();
        }
        Deal seen = run.getVariable("deal", Deal.class);
        boolean undecided = seen.id() == 0 && seen.cycle() == 1 && !seen.frozen();
        Deal deal = undecided && !asked.firstTime() ? known.orElse(seen) : seen;
        return Optional.of(preview(asked, connection, run, lead, deal, fault, task(asked, connection, deal, fault)));
    }

    private Exchange run(Asked asked, String flow, Processor prepared) {
        return asked.candidate() == null ? routes.run(flow, prepared) : routes.run(asked.candidate(), flow, prepared);
    }

    /** What a person would be told; the fault is its mapping's. Routes of before have no such step. */
    private Exchange task(Asked asked, Connection connection, Deal deal, Exception fault) {
        Outcome outcome = outcome(deal, fault);
        return outcome != Outcome.HELD && outcome != Outcome.DEAD
                ? null
                : run(asked, "deal-preview-task", exchange -> {
                    exchange.setVariable("connection", connection.asShadow());
                    exchange.setVariable("deal", deal);
                    exchange.setVariable("task", new Task(Fault.words(fault), Fault.fix(fault), 1, null, null));
                });
    }

    /** What ended the run, if it was for a reason that lies with the deal; throws what may pass by itself. */
    private static Exception aboutTheDeal(Exchange run) {
        Exception thrown = run.getException();
        Fault fault = run.getException(Fault.class);
        if (thrown == null || fault instanceof Skip || fault instanceof Hold || fault instanceof PermanentFault) {
            return fault;
        }
        if (fault != null) {
            throw fault;
        }
        if (run.getException(DataAccessException.class) != null
                || run.getException(TransactionException.class) != null
                || run.getException(SQLException.class) != null
                || run.getException(IOException.class) != null) {
            throw new CamelExecutionException("The preview could not be made", run, thrown);
        }
        return thrown;
    }

    private DealPreview preview(
            Asked asked, Connection connection, Exchange run, Lead lead, Deal deal, Exception fault, Exchange task) {
        String composed = run.getVariable("customerJson", String.class);
        String customer = composed == null
                ? null
                : asked(deal, BilledCustomer.RENAMED, Step::open)
                        .or(() -> asked(deal, BilledCustomer.CUSTOMER, Step::open))
                        .orElse(composed);
        String invoice = asked(deal, DealInvoice.INVOICE, begun -> begun.open() || begun.state() == Step.State.DONE)
                .orElse(run.getVariable("invoiceJson", String.class));
        String card = asked(deal, CARD, begun -> begun.state() != Step.State.NOT_MADE)
                .orElse(run.getVariable("cardJson", String.class));
        String note = asked(deal, NOTE, begun -> true).orElse(run.getVariable("noteJson", String.class));
        Outcome outcome = outcome(deal, fault);
        PreviewCustomer billed = PreviewCustomer.of(
                run,
                deal,
                deal.frozen()
                        && links.find(connection.id(), deal.intent().customerKey())
                                .isPresent());
        Billing billing = run.getVariable("billing", Billing.class);
        boolean makesItems = billing != null && deal.frozen() && DealDraft.waitsForItem(deal);
        PreviewWords words = new PreviewWords(
                connection,
                lead,
                deal,
                billed,
                deal.frozen() ? deal.intent().homeCurrency() : null,
                makesItems ? billing.newItems() : List.of(),
                fault,
                deal.frozen() ? DealInvoice.obstacle(deal) : null,
                asked.asIfWon(),
                task == null ? null : task.getException());
        boolean sends = outcome == Outcome.INVOICE;
        return new DealPreview(
                connection.id(),
                deal.leadId(),
                lead == null ? deal.name() : lead.name(),
                outcome,
                why(fault),
                outcome == Outcome.INVOICE || outcome == Outcome.INVOICED ? words.steps() : List.of(),
                sends ? customer : null,
                sends || outcome == Outcome.INVOICED ? invoice : null,
                sends || outcome == Outcome.INVOICED ? card : null,
                sends || outcome == Outcome.INVOICED ? note : null,
                task == null ? null : task.getVariable("taskText", String.class),
                sends && billed.made() ? billed.id() : null,
                deal.invoiceId() == null
                        ? null
                        : new Invoiced(
                                deal.invoiceId(), deal.docNumber(), deal.invoiceUrl(), deal.total(), deal.currency()),
                sends ? sources(connection, deal, billed, customer, invoice) : List.of(),
                words.checks(invoice != null));
    }

    private static Why why(Exception fault) {
        if (fault instanceof Hold hold) {
            return Why.of(hold.reason(), hold.shown());
        }
        if (fault instanceof Skip skip && skip.reason() != null) {
            return Why.of(skip.reason(), Shown.NOTHING);
        }
        return fault == null ? Why.NOTHING : Why.of(Fault.words(fault), Fault.fix(fault));
    }

    private static Outcome outcome(Deal deal, Exception fault) {
        if (fault == null) {
            return deal.invoiceId() == null ? Outcome.INVOICE : Outcome.INVOICED;
        }
        if (fault instanceof Skip) {
            return Outcome.SKIPPED;
        }
        return fault instanceof Hold ? Outcome.HELD : Outcome.DEAD;
    }

    /** What was written down for a call that was begun: it is repeated to the letter. */
    private Optional<String> asked(Deal deal, String step, Predicate<Step> which) {
        return steps.find(deal.id(), step).filter(which).map(Step::request);
    }

    private List<Source> sources(
            Connection connection, Deal deal, PreviewCustomer billed, String customer, String invoice) {
        PreviewSources sources = new PreviewSources(deal.intent(), connection.settings(), json);
        sources.add("CustomerRef.value", billed.id(), billed.words());
        if (billed.made() && !deal.intent().customerName().equals(billed.name())) {
            sources.add(
                    "DisplayName", billed.name(), "name of the billed one, told apart since somebody has it already");
        }
        List<Source> all = sources.of("customer", customer);
        all.addAll(sources.of("invoice", invoice));
        return all;
    }
}
