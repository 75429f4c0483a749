package org.wonbooks.flow;

import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.springframework.stereotype.Component;
import org.wonbooks.fault.RefusedFault;
import org.wonbooks.ledger.CustomerLinks;
import org.wonbooks.ledger.Deal;
import org.wonbooks.ledger.Step;
import org.wonbooks.ledger.StepLedger;
import org.wonbooks.quickbooks.MissingFault;
import org.wonbooks.work.Work;

/**
 * {@code quickbooks-write}: the call of the step that was begun, to the letter as it was written down. A definite
 * refusal is written down too, since it proves that nothing was made: unless an earlier call of the step is in doubt.
 */
@Component
class QuickBooksWrite extends RouteBuilder {

    private final StepLedger steps;
    private final CustomerLinks links;

    QuickBooksWrite(StepLedger steps, CustomerLinks links) {
        this.steps = steps;
        this.links = links;
    }

    @Override
    public void configure() {
        errorHandler(noErrorHandler());
        from("direct:quickbooks-write")
                .routeId("quickbooks-write")
                .description("Makes the call of the step that was begun, to the letter as it was written down.")
                .setVariable("requestId", simple("${variable.step.requestId}"))
                .id("quickbooks-write-id")
                .setBody(simple("${variable.step.request}"))
                .id("quickbooks-write-text")
                .doTry()
                .id("quickbooks-write-try")
                .to("direct:quickbooks-call")
                .id("quickbooks-write-call")
                .doCatch(RefusedFault.class)
                .id("quickbooks-write-refused")
                .process(this::refused)
                .id("quickbooks-write-nothing-made")
                .end();
    }

    private void refused(Exchange exchange) {
        RefusedFault fault = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, RefusedFault.class);
        Step step = exchange.getVariable("step", Step.class);
        // Of an item in doubt the name tells whether it was made: no second one can have it.
        if (!step.inDoubt() || DealItems.makes(step)) {
            Work work = exchange.getVariable("work", Work.class);
            Deal deal = exchange.getVariable("deal", Deal.class);
            steps.refused(work.lease(), deal, step, fault.getMessage());
            if (fault instanceof MissingFault && step.name().equals(DealInvoice.INVOICE)) {
                links.forget(deal.connectionId(), deal.intent().customerKey());
            }
        }
        throw fault;
    }
}
