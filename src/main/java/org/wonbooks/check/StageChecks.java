package org.wonbooks.check;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.wonbooks.connection.ConnectionSettings.Paid;
import org.wonbooks.connection.ConnectionSettings.PaidMode;
import org.wonbooks.connection.ConnectionSettings.Won;
import org.wonbooks.kommo.PipelineList.Pipeline;
import org.wonbooks.kommo.PipelineList.Stage;

/** The stages that trigger an invoice, and the one where a paid deal goes. */
final class StageChecks {

    private StageChecks() {}

    static Outcome wonPipelines(Facts facts) {
        List<Long> wanted = facts.settings().won().pipelineIds();
        if (wanted.isEmpty()) {
            return Outcome.fine("All pipelines: " + names(facts.pipelines()));
        }
        List<String> missing = wanted.stream()
                .filter(id -> pipeline(facts, id).isEmpty())
                .map(String::valueOf)
                .toList();
        return missing.isEmpty()
                ? Outcome.fine(names(wonIn(facts)))
                : Outcome.bad(
                        "Kommo has no pipeline " + String.join(", ", missing),
                        "Choose others in the setting won.pipelineIds. " + there(facts));
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
        String where = without.isEmpty() ? "" : " in " + names(without);
        return Outcome.bad(
                "Kommo has no stage " + won.statusId() + where + ": no deal there would be invoiced",
                "Choose another in the setting won.statusId. " + stages(pipelines));
    }

    static Outcome paidPipeline(Facts facts) {
        Paid paid = facts.settings().paid();
        if (paid.mode() == PaidMode.FIELDS) {
            return Outcome.fine("A paid deal stays in its stage");
        }
        return pipeline(facts, paid.pipelineId())
                .map(pipeline -> Outcome.fine(names(List.of(pipeline))))
                .orElseGet(() -> Outcome.bad(
                        "Kommo has no pipeline " + paid.pipelineId() + ": no paid deal can be moved",
                        "Choose another in the setting paid.pipelineId. " + there(facts)));
    }

    static Outcome paidStage(Facts facts) {
        Paid paid = facts.settings().paid();
        if (paid.mode() == PaidMode.FIELDS) {
            return Outcome.fine("A paid deal stays in its stage");
        }
        List<Pipeline> pipeline = pipeline(facts, paid.pipelineId()).stream().toList();
        Optional<Stage> stage = pipeline.stream()
                .flatMap(found -> found.stage(paid.statusId()).stream())
                .findFirst();
        if (stage.isPresent() && !stage.get().incoming()) {
            return Outcome.fine("Stage " + paid.statusId() + ", " + stage.get().name());
        }
        return Outcome.bad(
                stage.isPresent()
                        ? "No deal can be moved to " + stage.get().name() + ": Kommo fills it itself"
                        : "Pipeline " + paid.pipelineId() + " has no stage " + paid.statusId()
                                + ": no paid deal can be moved",
                "Choose another in the setting paid.statusId. " + stages(pipeline));
    }

    /** The pipelines that count, as far as they are there. */
    private static List<Pipeline> wonIn(Facts facts) {
        List<Long> wanted = facts.settings().won().pipelineIds();
        return facts.pipelines().stream()
                .filter(pipeline -> wanted.isEmpty() ? !pipeline.isArchive() : wanted.contains(pipeline.id()))
                .toList();
    }

    /** One that is archived takes no deals. */
    private static Optional<Pipeline> pipeline(Facts facts, long id) {
        return facts.pipelines().stream()
                .filter(pipeline -> pipeline.id() == id && !pipeline.isArchive())
                .findFirst();
    }

    private static String there(Facts facts) {
        return "There are: " + names(facts.pipelines()) + ".";
    }

    private static String stages(List<Pipeline> pipelines) {
        return pipelines.stream()
                .map(pipeline -> pipeline.name() + " has: "
                        + pipeline.stages().stream()
                                .filter(stage -> !stage.incoming())
                                .map(stage -> stage.id() + " " + stage.name())
                                .collect(Collectors.joining(", "))
                        + ".")
                .collect(Collectors.joining(" "));
    }

    private static String names(List<Pipeline> pipelines) {
        return pipelines.stream()
                .map(pipeline -> pipeline.id() + " " + pipeline.name())
                .collect(Collectors.joining(", "));
    }
}
