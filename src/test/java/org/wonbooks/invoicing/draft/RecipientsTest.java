package org.wonbooks.invoicing.draft;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.wonbooks.connection.ConnectionSettings;

/** Where an invoice goes, and who is known by it. */
class RecipientsTest {

    private Party person = person("Jane Roe", List.of("jane@roe.example"));
    private Party company = company("Roe Ltd", List.of("office@roe.example", "billing@roe.example"));
    private List<String> emails = List.of();
    private ConnectionSettings settings = ConnectionSettings.defaults();

    @Test
    void goesToThePersonWhenTheCompanyHasNoUsableAddress() {
        company = company("Roe Ltd", List.of("ask Jane"));
        assertThat(draft().email()).isEqualTo("jane@roe.example");
    }

    @Test
    void goesToNobodyWithoutAUsableAddress() {
        company = company("Roe Ltd", List.of());
        person = person("Jane Roe", List.of("444"));
        assertThat(draft().email()).isNull();
        person = null;
        assertThat(draft().email()).isNull();
    }

    @Test
    void doesNotGoToTheCompanyWhenThePersonIsBilled() {
        settings = Drafts.settings("{\"customer\": {\"billTo\": \"contact\"}}");
        person = person("Jane Roe", List.of());
        assertThat(draft().email()).isNull();
    }

    @Test
    void goesToTheFurtherAddressesTooAndIsKnownByTheFirst() {
        company = company(
                "Roe Ltd", List.of("office@roe.example; a@roe.example", "444", "jane doe@x.test", "b@roe.example"));
        InvoiceIntent intent = draft();
        assertThat(intent.email()).isEqualTo("office@roe.example");
        assertThat(intent.copies()).containsExactly("a@roe.example", "b@roe.example");
        assertThat(intent.emails()).containsExactly("office@roe.example");
        assertThat(intent.contactsEmails()).isEmpty();
        assertThat(intent.recipients()).isEqualTo("office@roe.example, with a copy to a@roe.example, b@roe.example");
        assertThat(intent.passedOver()).isEqualTo("Not read as an e-mail: \"jane doe@x.test\"");
        assertThat(intent.obstacle()).isNull();
    }

    @Test
    void goesToAsManyFurtherAddressesAsQuickBooksTakes() {
        String host = "@" + "x".repeat(49) + ".example";
        String three = "a@roe.example b" + host + " c" + host + " d" + host;
        company = company("Roe Ltd", List.of(three + " e@1234567890.example f@g.example"));
        assertThat(String.join(",", draft().copies())).hasSize(200).endsWith(",e@1234567890.example");
        company = company("Roe Ltd", List.of(three + " e@12345678901.example f@g.example"));
        assertThat(draft().copies()).containsExactly("b" + host, "c" + host, "d" + host);
    }

    @Test
    void ofAnAddressInDoubtSaysWhyItIsNotEmailed() {
        company = company("Roe Ltd", List.of("jane doe@x.test"));
        person = null;
        assertThat(draft().obstacle()).isEqualTo("Not emailed: \"jane doe@x.test\" is not certainly an e-mail address");
        company = company("Roe Ltd", List.of("a b@x.test", "a@b", "a@x..test", "a@b@c.test"));
        InvoiceIntent intent = draft();
        assertThat(intent.obstacle())
                .isEqualTo("Not emailed: \"a b@x.test\", \"a@b\", \"a@x..test\" are not certainly e-mail addresses");
        assertThat(intent.passedOver()).isNull();
    }

    @Test
    void goesWhereTheDealSaysAndBelongsToWhoIsBilled() {
        emails = List.of("AP <ap@roe.example>, Boss <boss@roe.example>");
        InvoiceIntent intent = draft();
        assertThat(intent.email()).isEqualTo("ap@roe.example");
        assertThat(intent.copies()).containsExactly("boss@roe.example");
        assertThat(intent.ownEmail()).isEqualTo("office@roe.example");
        emails = List.of("\u00a0");
        assertThat(draft().email()).isEqualTo("office@roe.example");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ap roe@x.test", "ask Jane"})
    void goesToNobodyWhereWhatTheDealSaysIsInDoubt(String typed) {
        emails = List.of(typed);
        InvoiceIntent intent = draft();
        assertThat(intent.email()).isNull();
        assertThat(intent.copies()).isEmpty();
        assertThat(intent.ownEmail()).isEqualTo("office@roe.example");
        assertThat(intent.obstacle()).isEqualTo("Not emailed: \"" + typed + "\" is not certainly an e-mail address");
    }

    @Test
    void ofAnEarlierVersionHadNeitherCopiesNorTextsThatWereNotRead() throws JsonProcessingException {
        InvoiceIntent frozen = new ObjectMapper()
                .readValue(
                        "{\"party\": \"contact:17\", \"email\": \"jane@roe.example\", \"send\": true}",
                        InvoiceIntent.class);
        assertThat(frozen.copies()).isEmpty();
        assertThat(frozen.unread()).isEmpty();
        assertThat(frozen.recipients()).isEqualTo("jane@roe.example");
    }

    private InvoiceIntent draft() {
        return InvoiceDraft.of(Drafts.deal(person, company, emails, null), settings, Drafts.BOOKS, Drafts.DAY);
    }

    private static Party person(String name, List<String> emails) {
        return new Party("contact:17", name, "Jane", "Roe", null, emails, List.of(), null);
    }

    private static Party company(String name, List<String> emails) {
        return new Party("company:4", name, null, null, name, emails, List.of(), null);
    }
}
