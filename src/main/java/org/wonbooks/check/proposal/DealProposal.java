package org.wonbooks.check.proposal;

import java.util.ArrayList;
import java.util.List;
import org.wonbooks.check.fact.BothAccounts;
import org.wonbooks.check.fact.Part;
import org.wonbooks.check.proposal.Proposal.Choice;
import org.wonbooks.kommo.lead.Lead;

/** What the latest won deals show: whether they have products, and who is billed; and what a payment does to them. */
final class DealProposal {

    private static final String LINES = "invoice.lines";
    private static final String BILL_TO = "customer.billTo";

    private static final List<Choice> LINES_CHOICES = List.of(
            new Choice("budget", "One line with the deal's amount"),
            new Choice("products", "The deal's products, each an item in QuickBooks"));

    private static final List<Choice> BILL_TO_CHOICES = List.of(
            new Choice("company", "The deal's company, or its contact where it has none"),
            new Choice("contact", "The deal's contact, or its company where it has none"));

    private DealProposal() {}

    static Proposal lines(BothAccounts accounts) {
        if (!accounts.won().isRead()) {
            return Proposal.unread(LINES, accounts.won());
        }
        List<Lead> deals = billed(accounts.won());
        long with = deals.stream().filter(deal -> !deal.elements().isEmpty()).count();
        return with == 0
                ? Proposal.sure(
                        LINES,
                        "budget",
                        deals.isEmpty()
                                ? "No deal has been won yet; the deal's amount is always billed right."
                                : "None of the latest " + deals.size() + " won deals has products.",
                        LINES_CHOICES)
                : Proposal.asked(
                        LINES,
                        with + " of the latest " + deals.size()
                                + " won deals have products. As products they need an item each in QuickBooks, and have"
                                + " to come to the deal's amount.",
                        LINES_CHOICES);
    }

    static Proposal billTo(BothAccounts accounts) {
        if (!accounts.won().isRead()) {
            return Proposal.unread(BILL_TO, accounts.won());
        }
        List<Lead> deals = billed(accounts.won());
        long with = deals.stream().filter(deal -> deal.companyId() != null).count();
        if (with > 0 && with * 2 < deals.size()) {
            return Proposal.asked(
                    BILL_TO,
                    "Only " + with + " of the latest " + deals.size() + " won deals have a company.",
                    BILL_TO_CHOICES);
        }
        return Proposal.sure(
                BILL_TO,
                "company",
                with == 0
                        ? "No won deal has a company so far: the contact is billed."
                        : with + " of the latest " + deals.size() + " won deals have a company.",
                BILL_TO_CHOICES);
    }

    /** A deal that is moved is another one in Kommo's reports: nobody is made to. */
    static Proposal paid(BothAccounts accounts) {
        List<Choice> choices = new ArrayList<>();
        choices.add(new Choice("fields", "It stays where it is, and shows what was paid"));
        accounts.pipelines()
                .optional()
                .ifPresent(pipelines -> pipelines.forEach(pipeline -> pipeline.stages().stream()
                        .filter(stage -> !stage.incoming())
                        .forEach(stage -> choices.add(new Choice(
                                pipeline.id() + "/" + stage.id(),
                                "It moves to " + pipeline.name() + ": " + stage.name())))));
        return Proposal.sure("paid.mode", "fields", "A deal that stays is counted as won in Kommo's reports.", choices);
    }

    private static List<Lead> billed(Part<List<Lead>> won) {
        return won.found().stream().filter(StageProposal::hasAmount).toList();
    }
}
