package org.wonbooks.check;

import org.springframework.stereotype.Component;
import org.wonbooks.component.Question;
import org.wonbooks.component.Read;
import org.wonbooks.component.Run;
import org.wonbooks.connection.Peer;

/** What a check reads from QuickBooks, after Kommo: what Kommo's fields may say decides what is read. */
@Component("quickBooksAreas")
class QuickBooksAreas implements Question.OfQuickBooks {

    private final AreaReads reads;

    QuickBooksAreas(AreaReads reads) {
        this.reads = reads;
    }

    @Override
    public Read<?> ask(Run run) {
        return reads.of(Peer.QUICKBOOKS, run);
    }
}
