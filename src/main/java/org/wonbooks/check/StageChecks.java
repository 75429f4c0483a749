package org.wonbooks.check;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.wonbooks.check.fact.Facts;
import org.wonbooks.check.fact.Outcome;
import org.wonbooks.connection.Connection;
import org.wonbooks.connection.Connection.Mode;
import org.wonbooks.connection.ConnectionSettings.Paid;
import org.wonbooks.connection.ConnectionSettings.PaidMode;
import org.wonbooks.connection.ConnectionSettings.Won;
import org.wonbooks.kommo.account.PaidStage;
import org.wonbooks.kommo.account.PipelineList;
import org.wonbooks.kommo.account.PipelineList.Pipeline;
import org.wonbooks.kommo.account.PipelineList.Stage;

/** The stages that trigger an invoice, and the one where a paid deal goes. */
final class StageChecks {

    private StageChecks() {}

    static Outcome wonPipelines(Facts facts) {
        Optional<Connection> other = facts.door().others().stream()
                .filter(each -> each.settings().won().overlaps(facts.settings().won()))
                .findFirst();
        if (other.isPresent() && facts.connection().mode() != Mode.OFF) {
            return Outcome.bad(
                    "The connection \"" + other.get().name()
                            + "\" bills deals of the same pipelines of this Kommo account: a deal would be billed twice",
                    "Choose other pipelines in “Settings” (“Pipelines”), here or there.");
        }
        List<Long> wanted = facts.settings().won().pipelineIds();
        if (wanted.isEmpty()) {
            return Outcome.fine(
                    "All pipelines: " + PipelineList.shown(facts.pipelines().pipelines()));
        }
        List<String> missing = wanted.stream()
                .filter(id -> facts.pipelines().find(id).isEmpty())
                .map(String::valueOf)
                .toList();
        return missing.isEmpty()
                ? Outcome.fine(PipelineList.shown(wonIn(facts)))
                : Outcome.bad(
                        "Kommo has no pipeline " + String.join(", ", missing),
                        "Choose others in “Settings” (“Pipelines”). There are: "
                                + PipelineList.shown(facts.pipelines().pipelines()) + ".");
    }

    static Outcome wonStage(Facts facts) {
        Won won = facts.settings().won();
        List<Pipeline> pipelines = wonIn(facts);
        List<Pipeline> without = pipelines.stream()
                .filter(pipeline -> pipeline.stage(won.statusId()).isEmpty())
                .toList();
        boolean some = without.size() < pipelines.size();
        // A stage of one's own is in one pipeline: that all count says no more than that this one does.
        if (some && (without.isEmpty() || won.pipelineIds().isEmpty())) {
            String name = pipelines.stream()
                    .flatMap(pipeline -> pipeline.stage(won.statusId()).stream())
                    .map(Stage::name)
                    .distinct()
                    .collect(Collectors.joining(", "));
            return Outcome.fine("Stage " + won.statusId() + ", " + name);
        }
        String where = without.isEmpty() ? "" : " in " + PipelineList.shown(without);
        return Outcome.bad(
                "Kommo has no stage " + won.statusId() + where + ": no deal there would be invoiced",
                "Choose another in “Settings” (“Stage that means won”). " + stages(pipelines));
    }

    static Outcome paidPipeline(Facts facts) {
        Paid paid = facts.settings().paid();
        if (paid.mode() == PaidMode.FIELDS) {
            return Outcome.fine("A paid deal stays in its stage");
        }
        return Outcome.fine(PipelineList.shown(List.of(PaidStage.pipeline(facts.pipelines(), paid))));
    }

    static Outcome paidStage(Facts facts) {
        Paid paid = facts.settings().paid();
        if (paid.mode() == PaidMode.FIELDS) {
            return Outcome.fine("A paid deal stays in its stage");
        }
        return Outcome.fine("Stage " + paid.statusId() + ", "
                + PaidStage.stage(facts.pipelines(), paid).name());
    }

    /** The pipelines that count, as far as they are there. */
    private static List<Pipeline> wonIn(Facts facts) {
        List<Long> wanted = facts.settings().won().pipelineIds();
        return facts.pipelines().pipelines().stream()
                .filter(pipeline -> wanted.isEmpty() ? !pipeline.isArchive() : wanted.contains(pipeline.id()))
                .toList();
    }

    private static String stages(List<Pipeline> pipelines) {
        return pipelines.stream()
                .map(pipeline -> pipeline.shownWithStages() + ".")
                .collect(Collectors.joining(" "));
    }
}
