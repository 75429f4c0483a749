package org.wonbooks.check;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.wonbooks.testing.CheckedWonbooks;

/**
 * The check of a side that refuses, is down or answers what nobody can read: the other side is looked at all the same.
 */
class CheckWithoutAnswersTest extends CheckedWonbooks {

    @ParameterizedTest
    @CsvSource({
        "kommo, webhooks$, kommo.webhook",
        "kommo, pipelines$, 'won.pipelineIds won.statusId paid.pipelineId paid.statusId'",
        "quickbooks, preferences$, 'invoice.taxCode invoice.taxInclusive quickbooks.currency quickbooks.numbering quickbooks.closed-books'"
    })
    void rightsThatAreMissingAreNamedAndTheRestIsLookedAt(String system, String path, String checks) {
        spoil(system, path, 1, 403, NO_RIGHTS);
        JsonNode rows = product.post("/connections/" + id() + "/check");
        assertThat(faults(rows)).containsExactly(checks.split(" "));
        assertThat(row(rows, checks.split(" ")[0]).path("fix").asText()).contains("as an administrator");
        assertThat(column("select count(*) from connection where kommo_down_until is not null and id = ?", id()))
                .as("deals go on")
                .isEqualTo("0");
    }

    @ParameterizedTest
    @CsvSource({"kommo, account$", "quickbooks, companyinfo"})
    void aTokenThatIsRefusedIsNamedAndTheOtherSideIsLookedAt(String system, String path) {
        spoil(system, path, 2, 401, "{}");
        JsonNode rows = product.post("/connections/" + id() + "/check");
        assertThat(row(rows, system + ".access").path("ok").asBoolean()).isFalse();
        assertThat(row(rows, system + ".access").path("detail").asText()).contains("no longer accepts the tokens");
        assertThat(row(rows, system + ".access").path("fix").asText()).startsWith("Press “Connect ");
        String dependent = system.equals("kommo") ? "won.statusId" : "invoice.item";
        assertThat(row(rows, dependent).path("fix").asText())
                .isEqualTo("Mend the access to " + (system.equals("kommo") ? "Kommo" : "QuickBooks")
                        + " first, then press “Check now”.");
        String other = system.equals("kommo") ? "invoice.item" : "won.statusId";
        assertThat(row(rows, other).path("ok").asBoolean()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"kommo, account$, 503", "quickbooks, companyinfo, 503", "kommo, account$, 500"})
    void aSideThatIsDownIsRows(String system, String path, int status) {
        spoil(system, path, 1, status, "");
        JsonNode rows = product.post("/connections/" + id() + "/check");
        assertThat(row(rows, system + ".access").path("ok").asBoolean()).isFalse();
        assertThat(row(rows, system + ".access").path("fix").asText()).startsWith("Press “Check now”");
    }

    @ParameterizedTest
    @CsvSource({
        "kommo, account$",
        "kommo, pipelines$",
        "kommo, custom_fields$",
        "kommo, webhooks$",
        "quickbooks, companyinfo",
        "quickbooks, preferences$",
        "quickbooks, query$"
    })
    void answersThatNobodyCanReadAreRows(String system, String path) {
        answer(system, path, 1, "[1]");
        JsonNode rows = product.post("/connections/" + id() + "/check");
        assertThat(faults(rows)).isNotEmpty();
        assertThat(rows.toString()).contains("answer is not what it should be");
    }
}
