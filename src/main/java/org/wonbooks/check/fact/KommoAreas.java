package org.wonbooks.check.fact;

import org.springframework.stereotype.Component;
import org.wonbooks.component.read.Question;
import org.wonbooks.component.read.Read;
import org.wonbooks.component.read.Run;
import org.wonbooks.connection.Peer;

/** What a check reads from Kommo. */
@Component("kommoAreas")
class KommoAreas implements Question.OfKommo {

    private final AreaReads reads;

    KommoAreas(AreaReads reads) {
        this.reads = reads;
    }

    @Override
    public Read<?> ask(Run run) {
        return reads.of(Peer.KOMMO, run);
    }
}
