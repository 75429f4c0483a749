package org.wonbooks.drift.report;

import com.fasterxml.jackson.annotation.JsonIgnore;

/**
 * One thing that the sides say differently.
 *
 * @param leadId null where it is about no deal; the name is then a customer's
 * @param invoiceId null where there is none
 * @param dealShows and booksSay: amounts as a person reads them; null where there is nothing to show
 * @param mend null: only a person can mend it, in Kommo or in QuickBooks, or it is mended by itself
 * @param workId of the dead letter that {@link Mend#REPLAY} tries again; else null
 * @param seen the digest of what {@link Mend#APPROVE} approves; else null
 */
public record Finding(
        FindingKind kind,
        Long leadId,
        String dealName,
        String invoiceId,
        String docNumber,
        String dealShows,
        String booksSay,
        String words,
        @JsonIgnore Mend mend,
        @JsonIgnore Long workId,
        @JsonIgnore String seen) {}
