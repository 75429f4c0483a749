package org.wonbooks.drift;

/**
 * One thing that the sides say differently.
 *
 * @param invoiceId null where there is none
 * @param dealShows and booksSay: amounts as a person reads them; null where there is nothing to show
 * @param mend null: only a person can mend it, in Kommo or in QuickBooks, or it is mended by itself
 * @param workId of the dead letter that {@link Mend#REPLAY} tries again; else null
 * @param seen the digest of what {@link Mend#APPROVE} approves; else null
 */
record Finding(
        Kind kind,
        long leadId,
        String dealName,
        String invoiceId,
        String docNumber,
        String dealShows,
        String booksSay,
        String words,
        Mend mend,
        Long workId,
        String seen) {}
