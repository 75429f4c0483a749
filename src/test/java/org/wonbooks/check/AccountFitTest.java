package org.wonbooks.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.wonbooks.check.result.CheckedAccounts;
import org.wonbooks.check.result.CheckedAccounts.Account;
import org.wonbooks.routes.file.RouteFault;

class AccountFitTest {

    private static final String FIX = ", by the latest check: make it in Kommo and check again, or name another";

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            [field_code: 'QB_INVOICE_ID', values: null]          |
            [field_code: 'GONE', values: null]                   | connection 1 (Acme): Kommo's deals have no field GONE
            [field_id: 77]                                       | connection 1 (Acme): Kommo's deals have no field 77
            [field_id: 12]                                       |
            field('GONE', 1)                                     | connection 1 (Acme): Kommo's deals have no field GONE
            intent.fields().PO_NUMBER                            |
            intent.fields().GONE                                 | No connection's deals in Kommo have a field GONE
            variables.connection.settings().fields().invoiceId() |
            [pipeline_id: 8, status_id: 143]                     |
            [pipeline_id: 9]                                     | connection 1 (Acme): Kommo has no pipeline 9
            [status_id: 99]                                      | connection 1 (Acme): Kommo has no stage 99
            [field_code: fields.paid()]                          |
            """)
    void whatAMappingNamesIsHeldAgainstTheAccount(String mapping, String words) throws IOException {
        write("def x = 1\n" + mapping);
        List<RouteFault> faults = fit(
                new Account(1, "Acme", Set.of("QB_INVOICE_ID", "PO_NUMBER", "12"), Set.of("8", "8/143")),
                new Account(2, "New", null, null));
        if (words == null) {
            assertThat(faults).isEmpty();
        } else {
            assertThat(faults).hasSize(1);
            assertThat(faults.get(0).reason()).isEqualTo(words + FIX);
            assertThat(faults.get(0).line()).isEqualTo(2);
            assertThat(faults.get(0).file()).isEqualTo(folder.resolve("mappings/card.groovy"));
        }
    }

    /** One has the field that is read, and the others send nothing there. */
    @Test
    void aFieldThatOneAccountHasMayBeRead() throws IOException {
        write("intent.fields().PO_NUMBER");
        assertThat(fit(account(1, Set.of("A")), account(2, Set.of("PO_NUMBER"))))
                .isEmpty();
        assertThat(fit(account(1, Set.of("A")))).hasSize(1);
    }

    @Test
    void nothingIsSaidWhereNothingIsKnown() throws IOException {
        write("[field_code: 'GONE', pipeline_id: 9]");
        assertThat(fit()).isEmpty();
        assertThat(fit(account(1, null))).isEmpty();
    }

    private void write(String mapping) throws IOException {
        Files.createDirectories(folder.resolve("mappings"));
        Files.writeString(folder.resolve("mappings/card.groovy"), mapping);
    }

    private static Account account(long id, Set<String> fields) {
        return new Account(id, "Acme", fields, null);
    }

    private List<RouteFault> fit(Account... accounts) {
        return new AccountFit(new CheckedAccounts(null) {
                    @Override
                    public List<Account> all() {
                        return List.of(accounts);
                    }
                })
                .faults(folder);
    }
}
