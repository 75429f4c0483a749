package org.wonbooks.flow;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.apache.camel.Body;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeProperty;
import org.apache.camel.Variable;
import org.springframework.stereotype.Component;
import org.wonbooks.connection.Connection;
import org.wonbooks.connection.ConnectionSettings;
import org.wonbooks.connection.ConnectionSettings.PaidMode;
import org.wonbooks.kommo.FieldList;
import org.wonbooks.kommo.LeadRefusedFault;
import org.wonbooks.kommo.PaidStage;
import org.wonbooks.kommo.PipelineList;
import org.wonbooks.kommo.WrittenField;
import org.wonbooks.ledger.Deal;
import org.wonbooks.ledger.Step;
import org.wonbooks.ledger.StepLedger;
import org.wonbooks.work.Work;

/** Says in words, by a look at what the account has, why Kommo does not take what was to be written to a deal. */
@Component("refusedNews")
public class RefusedNews {

    private final StepLedger steps;
    private final ObjectMapper json;

    public RefusedNews(StepLedger steps, ObjectMapper json) {
        this.steps = steps;
        this.json = json;
    }

    /** Nothing was written: what a person mends or sets otherwise is composed anew. */
    public LeadRefusedFault note(
            @Variable("work") Work work,
            @Variable("deal") Deal deal,
            @Variable("step") Step step,
            @ExchangeProperty(Exchange.EXCEPTION_CAUGHT) LeadRefusedFault refusal) {
        steps.refused(work.lease(), deal, step, refusal.getMessage());
        return refusal;
    }

    /** Was it one of the fields? */
    public boolean ofField(@Variable("refusal") LeadRefusedFault refusal) {
        return refusal.field() != null;
    }

    /** Throws what is wrong with the field; what can't be told, as Kommo said it. */
    public void field(
            @Variable("connection") Connection connection,
            @Variable("step") Step step,
            @Variable("refusal") LeadRefusedFault refusal,
            @Body FieldList account)
            throws JsonProcessingException {
        String code = json.readTree(step.request())
                .at("/custom_fields_values/" + refusal.field() + "/field_code")
                .asText();
        ConnectionSettings.Fields settings = connection.settings().fields();
        WrittenField.of(code, settings).ifPresent(field -> field.find(FieldList.of(account), settings));
        throw refusal;
    }

    /** Throws what is wrong with the stage; what can't be told, as Kommo said it. */
    public void stage(
            @Variable("connection") Connection connection,
            @Variable("refusal") LeadRefusedFault refusal,
            @Body PipelineList account) {
        ConnectionSettings.Paid paid = connection.settings().paid();
        if (account != null && paid.mode() == PaidMode.STAGE) {
            PaidStage.stage(account, paid);
        }
        throw refusal;
    }
}
