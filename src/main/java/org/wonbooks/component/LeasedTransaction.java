package org.wonbooks.component;

import java.util.function.Supplier;
import org.springframework.stereotype.Service;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.wonbooks.component.read.Run;
import org.wonbooks.database.Fence;
import org.wonbooks.fault.Fault;
import org.wonbooks.fault.Hold;
import org.wonbooks.fault.Skip;

/** Has a run write something down. */
@Service
class LeasedTransaction {

    private final Fence fence;
    private final TransactionTemplate transactions;

    LeasedTransaction(Fence fence, PlatformTransactionManager transactions) {
        this.fence = fence;
        this.transactions = new TransactionTemplate(transactions);
    }

    /** In one transaction that holds the run's lease. What ends a run in an orderly way undoes nothing. */
    <T> T by(Run run, Supplier<T> keeper) {
        Fault[] end = new Fault[1];
        T result = transactions.execute(status -> {
            fence.hold(run.lease());
            try {
                return keeper.get();
            } catch (Skip | Hold orderly) {
                end[0] = orderly;
                return null;
            }
        });
        if (end[0] != null) {
            throw end[0];
        }
        return result;
    }
}
