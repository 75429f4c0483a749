package org.wonbooks.console.settings;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.wonbooks.check.fact.AccountReads;
import org.wonbooks.connection.ConnectionSettings;
import org.wonbooks.console.RequestJson;
import org.wonbooks.console.settings.SettingsTrial.Difference;
import org.wonbooks.console.settings.SettingsTrial.Result;
import org.wonbooks.testing.WonbooksByHand;

/** What other settings would make of the deals that were won last: billed or not, and nothing is written. */
class SettingsTrialTest extends WonbooksByHand {

    /** A stage of the sandbox's pipeline of sales. */
    private static final long NEGOTIATION = 67548607L;

    @Autowired
    private SettingsTrial trial;

    @Autowired
    private AccountReads accounts;

    @BeforeEach
    void readAnew() {
        accounts.forget(connection().id());
    }

    private Result result(String changes, Setting... changed) {
        ConnectionSettings others = RequestJson.merge(connection().settings(), read(changes.replace('\'', '"')));
        return trial.of(connection(), others, EnumSet.copyOf(Set.of(changed)));
    }

    private static Difference of(Result result, long lead) {
        return result.different().stream()
                .filter(deal -> deal.leadId() == lead)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void showsWhatWouldBeOtherwiseAlsoOfWhatIsBilledAlready() {
        long billed = invoiced("Tried before", "700");
        long open = won("Tried now", "60", "{'name': 'Tilda Tried', 'email': 'tilda@tried.example'}", null);
        String books = books();
        List<String> deals = known();

        Result memo = result("{'invoice': {'memo': 'Thanks'}}", Setting.MEMO);
        assertThat(memo.why()).isNull();
        assertThat(memo.looked()).isEqualTo(memo.different().size()).isGreaterThan(1);
        assertThat(of(memo, billed).values()).singleElement().satisfies(value -> assertThat(value.there())
                .isEqualTo("Thanks"));

        Result most = result("{'invoice': {'maxAmount': 500}}", Setting.MAX_AMOUNT);
        assertThat(of(most, billed).now().outcome()).isEqualTo("INVOICE");
        assertThat(of(most, billed).then().outcome()).isEqualTo("HELD");
        assertThat(of(most, billed).then().reason()).contains("500");
        assertThat(most.different()).extracting(Difference::leadId).doesNotContain(open);

        Result item = result("{'invoice': {'item': 'Nowhere'}}", Setting.ITEM);
        assertThat(of(item, open).then().outcome()).isEqualTo("DEAD");

        assertThat(result("{'invoice': {'burst': 5}}", Setting.BURST).different())
                .isEmpty();
        assertThat(books()).isEqualTo(books);
        assertThat(known()).isEqualTo(deals);
    }

    @Test
    void showsWhatWouldCountNoMore() {
        long lead = won("Elsewhere", "60", "{'name': 'Elsa Where'}", null);

        Result result = result("{'won': {'pipelineIds': [424242]}}", Setting.WON_PIPELINES);

        assertThat(of(result, lead).now().counts()).isTrue();
        assertThat(of(result, lead).then().counts()).isFalse();
    }

    @Test
    void looksAtTheDealsOfTheStageThatCounts() {
        long lead = won("Negotiated", "60", "{'name': 'Nina Negotiated'}", null);
        sandbox.post("/kommo/leads/" + lead + "/move?status=" + NEGOTIATION);
        api(
                "PATCH",
                "/connections/" + connection().id(),
                "{\"settings\": {\"won\": {\"statusId\": " + NEGOTIATION + "}}}");

        Result result = result("{'invoice': {'memo': 'Thanks'}}", Setting.MEMO);

        assertThat(of(result, lead).values()).isNotEmpty();
    }

    /** But for how often they were read. */
    private String books() {
        JsonNode company = sandbox.company();
        return company.path("invoices").toString() + company.path("customers") + company.path("payments");
    }

    private List<String> known() {
        return jdbc.sql("select concat(lead_id, ' ', state, ' ', cycle) from deal order by id")
                .query(String.class)
                .list();
    }
}
