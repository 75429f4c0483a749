package org.wonbooks.quickbooks.invoice;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.wonbooks.answer.Elements;
import org.wonbooks.quickbooks.MetaData;

/** What all kinds of transactions say alike. */
interface Transaction extends Elements.Needing {

    BigDecimal total();

    MetaData metaData();

    String status();

    /** What people have noted; null: nothing, or it is not read. */
    default String privateNote() {
        return null;
    }

    /** Is this all that change data show of one that was deleted? */
    default boolean deleted() {
        return "Deleted".equals(status());
    }

    /** Has a person voided it? It stays, of no amount, with a word before its private note. */
    default boolean voided() {
        return total() != null
                && total().signum() == 0
                && privateNote() != null
                && privateNote().startsWith("Void");
    }

    /** When it changed last, by QuickBooks' clock in whole seconds; null: it did not say. */
    default Instant changedAt() {
        return metaData() == null || metaData().lastUpdated() == null
                ? null
                : metaData().lastUpdated().toInstant().truncatedTo(ChronoUnit.SECONDS);
    }
}
