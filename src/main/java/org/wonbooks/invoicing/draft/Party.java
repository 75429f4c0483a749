package org.wonbooks.invoicing.draft;

import java.util.List;
import org.wonbooks.invoicing.PostalAddress;

/**
 * Who is billed.
 *
 * @param key who it is in Kommo: {@code contact:17} or {@code company:4}
 * @param givenName and familyName: of a person; empty for a company
 * @param companyName empty for a person without one
 * @param address null when Kommo has none
 */
public record Party(
        String key,
        String name,
        String givenName,
        String familyName,
        String companyName,
        List<String> emails,
        List<String> phones,
        PostalAddress address) {}
