package org.wonbooks.kommo.account;

import org.wonbooks.connection.ConnectionSettings.Paid;
import org.wonbooks.fault.PermanentFault;
import org.wonbooks.kommo.account.PipelineList.Pipeline;
import org.wonbooks.kommo.account.PipelineList.Stage;

/**
 * Where a paid deal moves. It throws the fault that a deal ends with where there is no such place; a check says the
 * same.
 */
public final class PaidStage {

    private PaidStage() {}

    /** The pipeline. */
    public static Pipeline pipeline(PipelineList account, Paid settings) {
        return account.find(settings.pipelineId())
                .orElseThrow(() -> new PermanentFault(
                        "Kommo has no pipeline " + settings.pipelineId() + ": no paid deal can be moved",
                        "Choose another in “Settings” (“Pipeline where a paid deal goes”; there are: "
                                + PipelineList.shown(account.pipelines()) + "), then press “Try again”."));
    }

    /** The stage in it. */
    public static Stage stage(PipelineList account, Paid settings) {
        Pipeline pipeline = pipeline(account, settings);
        String fix = "Choose another in “Settings” (“Stage where a paid deal goes”; there are: "
                + pipeline.shownWithStages() + "), then press “Try again”.";
        Stage stage = pipeline.stage(settings.statusId())
                .orElseThrow(() -> new PermanentFault(
                        "Pipeline " + settings.pipelineId() + " has no stage " + settings.statusId()
                                + ": no paid deal can be moved",
                        fix));
        if (stage.incoming()) {
            throw new PermanentFault("No deal can be moved to " + stage.name() + ": Kommo fills it itself", fix);
        }
        return stage;
    }
}
