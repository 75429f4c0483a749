package org.wonbooks.flow.card;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import org.wonbooks.component.read.Read;
import org.wonbooks.component.read.Run;
import org.wonbooks.connection.ConnectionSettings;
import org.wonbooks.connection.ConnectionSettings.PaidMode;
import org.wonbooks.fault.Fault;
import org.wonbooks.fault.PermanentFault;
import org.wonbooks.kommo.KommoRefusedFault;
import org.wonbooks.kommo.LeadRefusedFault;
import org.wonbooks.kommo.account.FieldList;
import org.wonbooks.kommo.account.PaidStage;
import org.wonbooks.kommo.account.PipelineList;
import org.wonbooks.kommo.lead.LeadPatch;
import org.wonbooks.work.run.WorkRunRoute;

/**
 * Says in words, by a look at what the account has, why Kommo does not take what was to be written to a deal. That ends
 * the run when all else is done.
 */
@Component
class RefusalReason {

    /** What Kommo does not take, of a text that was sent. */
    record Refusal(String text, LeadRefusedFault fault) {}

    /** Reads what the account has, and keeps for the run's end what is wrong; what can't be told, as Kommo said it. */
    Read<?> explain(Run run, List<Refusal> refusals) {
        ConnectionSettings settings = run.connection().settings();
        List<Fault> found = new ArrayList<>();
        List<Refusal> unexplained = new ArrayList<>(refusals);
        keep(run, found, unexplained);
        Read<?> stages = refusals.stream().anyMatch(refusal -> refusal.fault().stage())
                ? Read.of("leads/pipelines", PipelineList.class).take(account -> {
                    if (addStage(found, settings, account)) {
                        unexplained.removeIf(refusal -> refusal.fault().stage());
                    }
                    keep(run, found, unexplained);
                })
                : null;
        if (refusals.stream().allMatch(refusal -> refusal.fault().fields().isEmpty())) {
            return stages;
        }
        return Read.of(FieldList.PATH, FieldList.class).takeThen(account -> {
            unexplained.removeIf(refusal -> addFields(found, settings, refusal, account));
            keep(run, found, unexplained);
            return stages;
        });
    }

    private static boolean addFields(
            List<Fault> found, ConnectionSettings settings, Refusal refusal, FieldList account) {
        int before = found.size();
        refusal.fault().fields().forEach(number -> settings.fields()
                .called(LeadPatch.fieldCode(refusal.text(), number))
                .ifPresent(field -> add(found, () -> FieldList.of(account).written(field, settings.fields()))));
        return found.size() > before;
    }

    private static boolean addStage(List<Fault> found, ConnectionSettings settings, PipelineList account) {
        ConnectionSettings.Paid paid = settings.paid();
        return account != null && paid.mode() == PaidMode.STAGE && add(found, () -> PaidStage.stage(account, paid));
    }

    private static boolean add(List<Fault> found, Runnable look) {
        try {
            look.run();
            return false;
        } catch (PermanentFault wrong) {
            return found.add(wrong);
        }
    }

    private static void keep(Run run, List<Fault> found, List<Refusal> unexplained) {
        List<Fault> told = new ArrayList<>(found);
        unexplained.forEach(refusal -> told.add(refusal.fault()));
        run.keep(
                WorkRunRoute.TOLD_AT_THE_END,
                new KommoRefusedFault(
                        told.stream().map(Fault::getMessage).distinct().collect(Collectors.joining("; ")),
                        told.stream().map(fault -> fault.fix()).distinct().collect(Collectors.joining(" "))));
    }
}
