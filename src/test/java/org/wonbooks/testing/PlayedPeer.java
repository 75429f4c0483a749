package org.wonbooks.testing;

import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.springframework.transaction.support.TransactionTemplate;
import org.wonbooks.component.read.Read;
import org.wonbooks.component.read.Run;
import org.wonbooks.connection.Connection;
import org.wonbooks.database.Fence;
import org.wonbooks.work.Work;

/** Plays a peer: gives a read its answer, in a transaction that holds the lease where it is written down. */
public final class PlayedPeer {

    private final TransactionTemplate transaction;
    private final Fence fence;

    public PlayedPeer(TransactionTemplate transaction, Fence fence) {
        this.transaction = transaction;
        this.fence = fence;
    }

    /** A run of some work that has kept nothing yet. */
    public static Run run(Work work, Connection connection) {
        Run run = new Run(new DefaultExchange(new DefaultCamelContext()));
        run.keep("work", work);
        run.keep("lease", work.lease());
        run.keep("connection", connection);
        return run;
    }

    /** Gives what is to be read next; null: nothing. */
    public Read<?> answer(Run run, Read<?> read, Object answer) {
        if (!read.kept()) {
            return then(read, answer);
        }
        return transaction.execute(status -> {
            fence.hold(run.work().lease());
            return then(read, answer);
        });
    }

    private static <A> Read<?> then(Read<A> read, Object answer) {
        return read.then().apply(read.as().cast(answer));
    }
}
