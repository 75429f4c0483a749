package org.wonbooks.check.proposal;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.wonbooks.check.fact.BothAccounts;
import org.wonbooks.check.proposal.Proposal.Choice;
import org.wonbooks.connection.ConnectionSettings.Won;
import org.wonbooks.kommo.account.PipelineList.Pipeline;
import org.wonbooks.kommo.account.PipelineList.Stage;
import org.wonbooks.kommo.lead.Lead;

/** Which deals are billed: those that are won in the pipelines in which something is sold. */
final class StageProposal {

    private static final String PIPELINES = "won.pipelineIds";
    private static final String STAGE = "won.statusId";

    /** So many deals without an amount are no accident. */
    private static final int HABIT = 3;

    private static final long LOST = 143;

    private final BothAccounts accounts;

    private StageProposal(BothAccounts accounts) {
        this.accounts = accounts;
    }

    static List<Proposal> of(BothAccounts accounts) {
        if (!accounts.pipelines().isRead()) {
            return List.of(
                    Proposal.unread(PIPELINES, accounts.pipelines()), Proposal.unread(STAGE, accounts.pipelines()));
        }
        StageProposal proposal = new StageProposal(accounts);
        return List.of(proposal.pipelines(), proposal.stage());
    }

    private Proposal pipelines() {
        List<Pipeline> all = accounts.pipelines().found();
        List<Choice> choices = all.stream().map(this::choice).toList();
        if (all.size() == 1) {
            return Proposal.sure(PIPELINES, ids(all), "It is the only pipeline of deals.", choices);
        }
        if (!accounts.won().isRead()) {
            return Proposal.asked(PIPELINES, "Which pipelines have won deals could not be read: " + words(), choices);
        }
        List<Pipeline> selling =
                all.stream().filter(pipeline -> paid(pipeline) > 0).toList();
        if (selling.isEmpty()) {
            return withoutDeals(all, choices);
        }
        List<Pipeline> others = new ArrayList<>(all);
        others.removeAll(selling);
        boolean othersAreNot = others.stream().allMatch(this::sellsNothing);
        if (othersAreNot && selling.size() == 1 && !Words.noSales(selling.get(0).name())) {
            return Proposal.sure(
                    PIPELINES, ids(selling), "The latest won deals with an amount are all of this pipeline.", choices);
        }
        if (othersAreNot && selling.stream().allMatch(pipeline -> Words.sales(pipeline.name()))) {
            return Proposal.sure(
                    PIPELINES,
                    ids(selling),
                    "By name these are for sales, and the latest won deals with an amount are all of them.",
                    choices);
        }
        return Proposal.asked(
                PIPELINES,
                "Won deals with an amount are in " + names(selling)
                        + (othersAreNot ? "" : ", and others may sell too")
                        + ": say whose deals are to be billed.",
                choices);
    }

    private static Proposal withoutDeals(List<Pipeline> all, List<Choice> choices) {
        List<Pipeline> sales =
                all.stream().filter(pipeline -> Words.sales(pipeline.name())).toList();
        boolean othersAreNot = all.stream()
                .filter(pipeline -> !sales.contains(pipeline))
                .allMatch(pipeline -> Words.noSales(pipeline.name()));
        return sales.size() == 1 && othersAreNot
                ? Proposal.sure(PIPELINES, ids(sales), "By name it is the only pipeline for sales.", choices)
                : Proposal.asked(
                        PIPELINES,
                        "There are several pipelines, and no won deal with an amount yet that would show where you sell.",
                        choices);
    }

    private boolean sellsNothing(Pipeline pipeline) {
        return Words.noSales(pipeline.name()) || won(pipeline).count() >= HABIT;
    }

    private Proposal stage() {
        List<Choice> choices = new ArrayList<>();
        choices.add(new Choice(String.valueOf(Won.CLOSED_WON), "Closed as won, in each pipeline"));
        List<Stage> invoicing = new ArrayList<>();
        for (Pipeline pipeline : accounts.pipelines().found()) {
            pipeline.stages().stream()
                    .filter(stage -> stage.id() != Won.CLOSED_WON && stage.id() != LOST && !stage.incoming())
                    .forEach(stage -> {
                        choices.add(new Choice(String.valueOf(stage.id()), pipeline.name() + ": " + stage.name()));
                        if (Words.invoicing(stage.name())) {
                            invoicing.add(stage);
                        }
                    });
        }
        return invoicing.isEmpty()
                ? Proposal.sure(
                        STAGE,
                        String.valueOf(Won.CLOSED_WON),
                        "Kommo closes a won deal there, and no stage is named after invoices.",
                        choices)
                : Proposal.asked(
                        STAGE,
                        "There is a stage \"" + invoicing.get(0).name()
                                + "\": say whether a deal is billed when it comes there, or when it is closed as won.",
                        choices);
    }

    private Stream<Lead> won(Pipeline pipeline) {
        return accounts.won().found().stream().filter(lead -> lead.pipelineId() == pipeline.id());
    }

    private long paid(Pipeline pipeline) {
        return won(pipeline).filter(StageProposal::hasAmount).count();
    }

    static boolean hasAmount(Lead lead) {
        return lead.amount() != null && lead.amount().compareTo(BigDecimal.ZERO) > 0;
    }

    private Choice choice(Pipeline pipeline) {
        long deals = accounts.won().isRead() ? paid(pipeline) : 0;
        return new Choice(
                String.valueOf(pipeline.id()),
                pipeline.name() + (deals == 0 ? "" : " (" + deals + " of the latest won deals)"));
    }

    private String words() {
        return accounts.won().why().detail();
    }

    private static List<String> ids(List<Pipeline> pipelines) {
        return pipelines.stream().map(pipeline -> String.valueOf(pipeline.id())).toList();
    }

    private static String names(List<Pipeline> pipelines) {
        return pipelines.stream().map(Pipeline::name).collect(Collectors.joining(", "));
    }
}
