package org.wonbooks.check.fact;

import org.springframework.stereotype.Component;
import org.wonbooks.component.read.Question;
import org.wonbooks.component.read.Read;
import org.wonbooks.component.read.Run;
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
