package org.wonbooks.flow.invoice;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.util.ReflectionTestUtils;
import org.wonbooks.work.run.Worker;

/** What becomes of deals when a mapping is wrong: none of Wonbooks' hands, no invoice and no other deal is lost. */
class SavedMappingsTest extends EditedMappings {

    @Autowired
    private Worker worker;

    @Test
    void oneThatNeverEndsIsADeadLetterAndItsHandIsFreeAgain() {
        awaitQuiet();
        Semaphore free = (Semaphore) ReflectionTestUtils.getField(worker, "free");
        int hands = free.availablePermits();
        long lead = another();
        try (Edited mapping = edited(INVOICE, "def ref =", "while (true) {}\ndef ref =")) {
            dead(lead, "mappings/invoice.groovy:3: did not end within 2 seconds");
            assertThat(work("fix", "deal-won", lead)).isEqualTo("Put the mapping right, then press “Try again”.");
            until().until(free::availablePermits, permits -> permits == hands);
        }
        replay("deal-won", lead);
        awaitNotes(lead, 1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            textBlock =
                    """
            note-invoiced | "Invoice ${deal            | if (!deal) "Invoice ${deal   | mappings/note-invoiced.groovy:20: gives nothing (null), and has to give a text
            note-invoiced | "Invoice ${deal.docNumber  | "Invoice ${deal.docNumbr     | mappings/note-invoiced.groovy:20: a Deal has no 'docNumbr()', but docNumber()
            deal-invoiced | custom_fields_values: [    | custom_fields_values: [new Object(), | mappings/deal-invoiced.groovy:12: gives what can't be written as JSON: Object
            invoice       | ].findAll { it.value != null && it.value != [] } | ].collect { it.value } | mappings/invoice.groovy:25: gives a list, and has to give a map
            """)
    void oneThatGivesSomethingElseIsADeadLetter(String file, String from, String to, String words) {
        long lead = another();
        try (Edited mapping = edited(file + ".groovy", from, to)) {
            dead(lead, words);
        }
        replay("deal-won", lead);
        awaitNotes(lead, 1);
        assertThat(sandbox.invoicesOf(lead)).hasSize(1);
    }

    /** What is made already needs none. */
    @Test
    void oneThatCannotBeReadHarmsNoDealThatNeedsItNoMore() {
        long lead = another();
        try (Edited mapping = edited("note-invoiced.groovy", "def zone", "def")) {
            dead(lead, "mappings/note-invoiced.groovy:");
        }
        try (Edited mapping = edited(INVOICE, "def lines", "def")) {
            replay("deal-won", lead);
            awaitNotes(lead, 1);
        }
    }

    private void dead(long lead, String words) {
        run(lead);
        until().until(() -> workState("deal-won", lead), "DEAD"::equals);
        assertThat(reason("deal-won", lead)).startsWith(words);
    }

    /** Each of these was a dead letter before, or a customer's wrong bill. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            textBlock =
                    """
            invoice       | ref(variables.customerId)  | ref('1')
            invoice       | def lines = intent.lines() | def lines = intent.li
            invoice       | PrivateNote                 : | Notes                       :
            note-invoiced | def deal = variables.deal  | def deal = variables.dael
            note-invoiced | "Invoice ${deal            | return [:]; "Invoice ${deal
            deal-invoiced | ].findAll(),               | ].collect { 7 },
            """)
    void aWrongSaveHarmsNoDeal(String file, String from, String to) {
        invoice(another());
        long lead = another();
        try (Edited mapping = saved(file + ".groovy", from, to)) {
            invoice(lead);
        }
        assertThat(sandbox.invoicesOf(lead)).hasSize(1);
        assertThat(sandbox.invoicesOf(lead).get(0).path("total").decimalValue()).isEqualByComparingTo("150");
    }
}
