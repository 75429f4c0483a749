package org.wonbooks.check.fact;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.wonbooks.kommo.account.FieldList.Field;
import org.wonbooks.kommo.account.PipelineList.Pipeline;
import org.wonbooks.quickbooks.company.ListEntry;
import org.wonbooks.quickbooks.company.TaxCode;
import org.wonbooks.testing.CheckedWonbooks;

/** What both accounts have to choose from, and why not where it can't be read. */
class AccountReadsTest extends CheckedWonbooks {

    @Autowired
    AccountReads reads;

    @BeforeEach
    void nothingIsKnown() {
        reads.forget(id());
        sandbox.delete("/calls");
    }

    @Test
    void allThatThereIsToChooseFromIsRead() {
        sandbox.win(
                sandbox.deal(
                        """
                {"name": "Won", "price": 120, "company": {"name": "Buyer"}, "contact": {"name": "Bea Buyer"},
                 "products": [{"name": "Thing", "sku": "T-1", "price": 120}]}"""));
        awaitQuiet();
        sandbox.patch(COMPANY + "/company", "{\"customFields\": [\"PO number\", \"Project\"]}");
        reads.forget(id());

        BothAccounts both = reads.of(connection());

        assertThat(both.isWhole()).isTrue();
        assertThat(both.account().found().currency()).isEqualTo("USD");
        assertThat(both.pipelines().found()).extracting(Pipeline::name).containsExactly("Sales", "Payments");
        assertThat(both.fields().found()).extracting(Field::code).contains("PAYMENT_TERMS");
        assertThat(both.won().found()).singleElement().satisfies(lead -> {
            assertThat(lead.companyId()).isNotNull();
            assertThat(lead.contactId()).isNotNull();
            assertThat(lead.elements()).hasSize(1);
        });
        assertThat(both.items().found()).extracting(ListEntry::name).containsExactly("Services", "Hours");
        assertThat(both.terms().found()).extracting(ListEntry::name).contains("Net 30");
        assertThat(both.company().found().country()).isEqualTo("US");
        assertThat(both.preferences().found().homeCurrency()).isEqualTo("USD");
        assertThat(both.preferences().found().customFields()).isEqualTo(Map.of("1", "PO number", "2", "Project"));
        assertThat(both.taxCodes().found()).as("no line needs one").isEmpty();
        sandbox.patch(COMPANY + "/company", "{\"customFields\": []}");
    }

    @Test
    void taxCodesOfACompanyThatNeedsThemComeWithTheirRates() {
        sandbox.patch(COMPANY + "/company", "{\"country\": \"CA\", \"salesTax\": \"codes\"}");
        reads.forget(id());

        BothAccounts both = reads.of(connection());

        assertThat(both.taxCodes().found())
                .filteredOn(code -> code.name().equals("HST ON"))
                .singleElement()
                .extracting(code -> code.percent(both.taxRates().found()).intValue())
                .isEqualTo(13);
        assertThat(both.taxCodes().found()).extracting(TaxCode::name).hasSize(4);
    }

    @Test
    void aSecondLookCostsNothingAndANewItemIsSeenOnceItIsTold() {
        reads.of(connection());
        assertThat(billed()).isEqualTo(6);
        reads.of(connection());
        assertThat(billed()).isEqualTo(6);

        books.forget(id());
        reads.of(connection());
        assertThat(billed()).as("somebody told of a change").isEqualTo(12);
    }

    @Test
    void aSideThatIsDownLeavesTheOther() {
        spoil("quickbooks", "query", 1, 403, "");
        spoil("kommo", "custom_fields", 1, 403, NO_RIGHTS);

        BothAccounts both = reads.of(connection());

        assertThat(both.pipelines().isRead()).isTrue();
        assertThat(both.fields().why().detail()).contains("fields of deals can't be read");
        assertThat(both.preferences().isRead()).isTrue();
        assertThat(both.items().why().detail()).contains("items can't be read");
        assertThat(reads.of(connection()).isWhole()).as("tried anew").isTrue();
    }

    @Test
    void aSideThatIsNotConnectedSaysSo() {
        jdbc.sql("update token set state = 'NEEDS_RECONNECT', reason = 'Ended' where system = 'QUICKBOOKS'")
                .update();

        BothAccounts both = reads.of(connection());

        assertThat(both.account().isRead()).isTrue();
        assertThat(both.company().isRead()).isFalse();
        assertThat(List.of(both.items(), both.terms(), both.taxCodes())).allSatisfy(part -> assertThat(part.why())
                .isEqualTo(both.company().why()));
        assertThat(both.company().why().fix()).contains("Connect QuickBooks");
    }

    private long billed() {
        return stream(sandbox.get("/calls"))
                .map(call -> call.path("path"))
                .map(JsonNode::asText)
                .filter(path -> path.contains("/v3/"))
                .count();
    }
}
