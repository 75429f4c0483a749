package org.wonbooks.flow;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import org.wonbooks.component.Read;
import org.wonbooks.component.Run;
import org.wonbooks.connection.ConnectionSettings;
import org.wonbooks.connection.ConnectionSettings.PaidMode;
import org.wonbooks.fault.Fault;
import org.wonbooks.fault.PermanentFault;
import org.wonbooks.kommo.FieldList;
import org.wonbooks.kommo.LeadPatch;
import org.wonbooks.kommo.LeadRefusedFault;
import org.wonbooks.kommo.PaidStage;
import org.wonbooks.kommo.PipelineList;
import org.wonbooks.kommo.WrittenField;
import org.wonbooks.work.WorkRoutes;

/**
 * Says in words, by a look at what the account has, why Kommo does not take what was to be written to a deal. That ends
 * the run when all else is done.
 */
@Component
class RefusedNews {

    /** What Kommo does not take, of a text that was sent. */
    record Refusal(String text, LeadRefusedFault fault) {}

    /** Reads what the account has, and keeps for the run's end what is wrong; what can't be told, as Kommo said it. */
    Read<?> explain(Run run, List<Refusal> refusals) {
        ConnectionSettings settings = run.connection().settings();
        List<PermanentFault> found = new ArrayList<>();
        Read<?> stages = refusals.stream().anyMatch(refusal -> refusal.fault().stage())
                ? Read.of("leads/pipelines", PipelineList.class).take(account -> {
                    addStage(found, settings, account);
                    keep(run, found, refusals);
                })
                : null;
        if (refusals.stream().allMatch(refusal -> refusal.fault().fields().isEmpty())) {
            return stages;
        }
        return Read.of("leads/custom_fields?limit=250", FieldList.class).takeThen(account -> {
            refusals.forEach(refusal -> addFields(found, settings, refusal, account));
            keep(run, found, refusals);
            return stages;
        });
    }

    private static void addFields(
            List<PermanentFault> found, ConnectionSettings settings, Refusal refusal, FieldList account) {
        refusal.fault().fields().forEach(number -> WrittenField.of(
                        LeadPatch.fieldCode(refusal.text(), number), settings.fields())
                .ifPresent(field -> add(found, () -> field.find(FieldList.of(account), settings.fields()))));
    }

    private static void addStage(List<PermanentFault> found, ConnectionSettings settings, PipelineList account) {
        ConnectionSettings.Paid paid = settings.paid();
        if (account != null && paid.mode() == PaidMode.STAGE) {
            add(found, () -> PaidStage.stage(account, paid));
        }
    }

    private static void add(List<PermanentFault> found, Runnable look) {
        try {
            look.run();
        } catch (PermanentFault wrong) {
            found.add(wrong);
        }
    }

    private static void keep(Run run, List<PermanentFault> found, List<Refusal> refusals) {
        List<? extends Fault> told =
                found.isEmpty() ? refusals.stream().map(Refusal::fault).toList() : found;
        run.keep(
                WorkRoutes.TOLD_AT_THE_END,
                new PermanentFault(
                        told.stream().map(Fault::getMessage).distinct().collect(Collectors.joining("; ")),
                        told.stream().map(fault -> fault.fix()).distinct().collect(Collectors.joining(" "))));
    }
}
