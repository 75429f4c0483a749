package org.wonbooks.answer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Collections;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.wonbooks.fault.PermanentFault;
import org.wonbooks.kommo.feed.EventList;
import org.wonbooks.kommo.feed.TaskList;
import org.wonbooks.kommo.lead.LeadList;
import org.wonbooks.quickbooks.invoice.Invoice;
import org.wonbooks.quickbooks.query.Changes;
import org.wonbooks.quickbooks.query.QueryAnswer;
import org.wonbooks.testing.ProductJson;

/** One element of a list that can't be read leaves the others readable, and is named. */
class ElementsTest {

    private static final String FINE = "{\"Id\": \"239\", \"TotalAmt\": 10.50, \"Balance\": 0, \"New\": {\"a\": [1]}}";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            textBlock =
                    """
                    null | Invoice can't be read: it is null
                    "gone" | Invoice can't be read: it is something else than expected
                    {"Id": "17", "TotalAmt": "n/a", "Balance": 1} | Invoice 17 can't be read: TotalAmt is "n/a"
                    {"Id": "17", "TotalAmt": 1} | Invoice 17 can't be read: Balance is missing
                    {"Id": "17", "TotalAmt": null, "Balance": 1} | Invoice 17 can't be read: TotalAmt is missing
                    {"TotalAmt": 1, "Balance": 1} | Invoice can't be read: Id is missing
                    {"Id": 17, "TotalAmt": 1, "Balance": 1, "MetaData": {"LastUpdatedTime": "today"}} | Invoice 17 can't be read: MetaData.LastUpdatedTime is "today"
                    {"Id": "17", "TotalAmt": 1, "Balance": 1, "Line": [{"Amount": "1,5"}]} | Invoice 17 can't be read: Line.0.Amount is "1,5"
                    {"Id": "17", "TotalAmt": 1e999, "Balance": 1} | Invoice 17 can't be read: TotalAmt is "1E+999"
                    {"Id": "17", "TotalAmt": 1, "Balance": 1, "LinkedTxn": {"TxnId": "1"}} | Invoice 17 can't be read: LinkedTxn is something else than expected
                    """)
    void aBrokenOneLeavesTheOthers(String broken, String words) {
        Elements<Invoice> invoices = invoices("[" + FINE + ", " + broken + ", " + FINE.replace("239", "240") + "]");
        assertThat(invoices.read()).extracting(Invoice::id).containsExactly("239", "240");
        assertThat(invoices.unreadable()).extracting(Unreadable::words).containsExactly(words);
        assertThat(invoices.size()).isEqualTo(3);
        assertThatThrownBy(invoices::all).isInstanceOf(PermanentFault.class).hasMessageContaining(words);
    }

    @Test
    void numbersAsTextAreReadAndWhatIsNewIsPassedOver() {
        Elements<Invoice> invoices = invoices(
                """
                [{"Id": 239, "TotalAmt": "1200.50", "Balance": "0.00", "Line": [null, {"Amount": "7", "X": 1}],
                  "LinkedTxn": [null, {"TxnId": 301, "TxnType": "Payment"}], "X": [[1]]}]""");
        Invoice invoice = invoices.all().get(0);
        assertThat(invoice.total()).isEqualByComparingTo("1200.50");
        assertThat(invoice.payments()).containsExactly("301");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            textBlock =
                    """
                    {}
                    {"Invoice": null}
                    {"Invoice": []}
                    """)
    void aListThatIsMissingHasNone(String found) {
        assertThat(ProductJson.read("{\"QueryResponse\": " + found + "}", QueryAnswer.class)
                        .invoices())
                .isEmpty();
    }

    @Test
    void changeDataMayHaveNullAmongItsKinds() {
        Changes changes = ProductJson.read(
                """
                {"CDCResponse": [null, {"QueryResponse": [null, {"Payment": [null, {"Id": "301"}]}, {"Invoice": [%s]}]}]}"""
                        .formatted(FINE),
                Changes.class);
        assertThat(changes.invoices().all()).hasSize(1);
        assertThat(changes.payments().read()).hasSize(1);
        assertThat(changes.payments().unreadable())
                .extracting(Unreadable::words)
                .containsExactly("Payment can't be read: it is null");
    }

    @Test
    void kommosListsToo() {
        LeadList leads = ProductJson.read(
                """
                {"_embedded": {"leads": [null, {"id": 17, "status_id": 142, "pipeline_id": "1", "updated_at": "1795300000"},
                 {"id": 18, "status_id": 142, "pipeline_id": 1, "updated_at": 1, "price": "a lot"}, {"id": "x"},
                 {"id": 19, "status_id": 142, "pipeline_id": 1}]}}""",
                LeadList.class);
        assertThat(leads.leads().read()).singleElement().satisfies(lead -> assertThat(lead.updatedAt())
                .isEqualTo(1795300000L));
        assertThat(leads.leads().unreadable())
                .extracting(Unreadable::words)
                .containsExactly(
                        "lead can't be read: it is null",
                        "lead 18 can't be read: price is \"a lot\"",
                        "lead x can't be read: id is \"x\"",
                        "lead 19 can't be read: updated_at is missing");

        EventList events = ProductJson.read(
                """
                {"_embedded": {"events": [{"id": "01x", "type": "lead_status_changed", "entity_id": 17, "created_at": "now"}]}}""",
                EventList.class);
        assertThat(events.events().unreadable())
                .extracting(Unreadable::words)
                .containsExactly("event 17 can't be read: created_at is \"now\"");
        assertThatThrownBy(events::moves).hasMessageContaining("event 17");
    }

    @Test
    void manyThatCanNotBeReadAndNoneThatCanAreOneFault() {
        String broken = String.join(", ", Collections.nCopies(21, "null"));
        assertThatThrownBy(invoices("[" + broken + "]")::unlessAllAreBroken).isInstanceOf(UnreadableFault.class);
        assertThat(invoices("[" + broken + ", " + FINE + "]")
                        .unlessAllAreBroken()
                        .unreadable())
                .hasSize(21);
        assertThat(invoices("[" + broken.substring(6) + "]")
                        .unlessAllAreBroken()
                        .unreadable())
                .hasSize(20);
    }

    @Test
    void anEmptyListOfTasksHasNone() {
        TaskList none = ProductJson.read("{\"_embedded\": {\"tasks\": []}}", TaskList.class);
        assertThat(none.endingWith("mark")).isEmpty();
        assertThatThrownBy(none::made).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void changeDataOfNoReadableTimeAreRead() {
        Changes changes = ProductJson.read(
                "{\"CDCResponse\": [{\"QueryResponse\": [{\"Invoice\": [" + FINE + "]}]}], \"time\": \"just now\"}",
                Changes.class);
        assertThat(changes.invoices().all()).hasSize(1);
    }

    private static Elements<Invoice> invoices(String list) {
        return ProductJson.read("{\"QueryResponse\": {\"Invoice\": " + list + "}}", QueryAnswer.class)
                .changedInvoices();
    }
}
