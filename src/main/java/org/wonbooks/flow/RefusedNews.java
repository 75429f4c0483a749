package org.wonbooks.flow;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.UncheckedIOException;
import org.springframework.stereotype.Component;
import org.wonbooks.component.Read;
import org.wonbooks.component.Run;
import org.wonbooks.component.Write.Call;
import org.wonbooks.connection.ConnectionSettings;
import org.wonbooks.connection.ConnectionSettings.PaidMode;
import org.wonbooks.kommo.FieldList;
import org.wonbooks.kommo.LeadRefusedFault;
import org.wonbooks.kommo.PaidStage;
import org.wonbooks.kommo.PipelineList;
import org.wonbooks.kommo.WrittenField;

/** Says in words, by a look at what the account has, why Kommo does not take what was to be written to a deal. */
@Component
class RefusedNews {

    private final ObjectMapper json;

    RefusedNews(ObjectMapper json) {
        this.json = json;
    }

    /**
     * Reads what the account has. Throws what is wrong with the field or the stage; what can't be told, as Kommo said
     * it.
     */
    Read<?> explain(Run run, Call call, LeadRefusedFault refusal) {
        ConnectionSettings settings = run.connection().settings();
        return refusal.field() != null
                ? Read.of("leads/custom_fields?limit=250", FieldList.class)
                        .take(account -> field(settings, call, refusal, account))
                : Read.of("leads/pipelines", PipelineList.class).take(account -> stage(settings, refusal, account));
    }

    private void field(ConnectionSettings settings, Call call, LeadRefusedFault refusal, FieldList account) {
        String code;
        try {
            code = json.readTree(call.body())
                    .at("/custom_fields_values/" + refusal.field() + "/field_code")
                    .asText();
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
        WrittenField.of(code, settings.fields())
                .ifPresent(field -> field.find(FieldList.of(account), settings.fields()));
        throw refusal;
    }

    private static void stage(ConnectionSettings settings, LeadRefusedFault refusal, PipelineList account) {
        ConnectionSettings.Paid paid = settings.paid();
        if (account != null && paid.mode() == PaidMode.STAGE) {
            PaidStage.stage(account, paid);
        }
        throw refusal;
    }
}
