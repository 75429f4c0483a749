package org.wonbooks.flow;

import org.springframework.stereotype.Component;
import org.wonbooks.component.Question;
import org.wonbooks.component.Read;
import org.wonbooks.component.Run;

/** The invoice as it stands in the books, for an update of it; not where it was just read. */
@Component("bookedInvoice")
public class BookedInvoice implements Question.OfQuickBooks {

    private final UpdatedInvoice books;

    BookedInvoice(UpdatedInvoice books) {
        this.books = books;
    }

    @Override
    public Read<?> ask(Run run) {
        return run.get(UpdatedInvoice.BOOKED, String.class) == null ? books.booked(run, text -> {}) : null;
    }
}
