package org.wonbooks.flow.billing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.wonbooks.component.read.Read;
import org.wonbooks.component.read.Run;
import org.wonbooks.component.write.Write.Call;
import org.wonbooks.fault.PassingFault;
import org.wonbooks.fault.RefusedFault;
import org.wonbooks.ledger.deal.Step;

/** Books that are read ahead of the deal that needs them. */
class BooksReadAheadTest extends KeptBooks {

    private static final RefusedFault REFUSAL = new RefusedFault("no", "fix");

    @Test
    void thatAreReadAheadGoOutTogetherAndAreNotReadAgain() {
        taxes(true, false);
        inTheBooks.put(TAX_CODES, HST);
        settings = "{\"invoice\": {\"taxCode\": \"HST ON\", \"defaultTerms\": \"Net 30\"}}";
        String paint = "SELECT * FROM Item WHERE Name IN ('Paint') MAXRESULTS 1000";
        inTheBooks.put(paint, "{\"Item\": [{\"Id\": \"50\", \"Name\": \"Paint\"}]}");
        Run run = run();

        List<Read<?>> together = books.ahead(run);
        assertThat(together).extracting(CompanyBooksTest::statement).containsExactly(PREFERENCES, ITEM, TERMS);
        together.forEach(read -> play(run, read));
        assertThat(asked).containsExactly(PREFERENCES, TAX_CODES, ITEM, TERMS);

        run.keep("elements", List.of(product(3, "Paint", null)));
        play(run, books.ask(run));
        assertThat(asked).containsExactly(PREFERENCES, TAX_CODES, ITEM, TERMS, paint);
        assertThat(run.get("references", WantedReferences.Found.class)).isEqualTo(read(product(3, "Paint", null)));
        assertThat(books.ahead(run())).as("remembered").isEmpty();
    }

    /** What it remembers may be old: then it is told apart from what the run has read itself. */
    @Test
    void thatAreReadAheadCountAsReadByTheRun() {
        Run run = run();
        books.ahead(run).forEach(read -> play(run, read));
        books.ask(run);
        assertThat(books.refused(run, call(), REFUSAL)).isSameAs(REFUSAL);
        Run next = run();
        books.ahead(next);
        books.ask(next);
        assertThat(books.refused(next, call(), REFUSAL)).isInstanceOf(PassingFault.class);
    }

    @Test
    void areReadAheadAnewForADealThatNeededAPerson() {
        read();
        asked.clear();
        deal = mock();
        when(deal.held()).thenReturn(true);
        Run run = run();
        books.ahead(run).forEach(read -> play(run, read));
        books.ask(run);
        assertThat(asked).containsExactly(PREFERENCES, ITEM);
    }

    private static Call call() {
        return Call.post("invoice", new Step("invoice", Step.State.CALLING, 0, "wb-1", "", null, null, null, false));
    }
}
