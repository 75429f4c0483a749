package org.wonbooks.drift.report;

/**
 * One thing that the sides say differently.
 *
 * @param leadId {@link #NO_DEAL} where it is about no deal; the name is then a customer's
 * @param invoiceId null where there is none
 * @param dealShows and booksSay: amounts as a person reads them; null where there is nothing to show
 * @param mend null: only a person can mend it, in Kommo or in QuickBooks, or it is mended by itself
 * @param workId of the dead letter that {@link Mend#REPLAY} tries again; else null
 * @param seen the digest of what {@link Mend#APPROVE} approves; else null
 */
public record Finding(
        FindingKind kind,
        long leadId,
        String dealName,
        String invoiceId,
        String docNumber,
        String dealShows,
        String booksSay,
        String words,
        Mend mend,
        Long workId,
        String seen) {

    /** The number of no deal: it is about none that could be told. */
    public static final long NO_DEAL = 0;
}
