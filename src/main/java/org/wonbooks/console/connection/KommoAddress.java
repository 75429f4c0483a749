package org.wonbooks.console.connection;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.wonbooks.connection.Connection;

/** The address of a Kommo account, as a person copies it from somewhere. */
public final class KommoAddress {

    private KommoAddress() {}

    /**
     * The subdomain: {@code acme} of {@code acme}, {@code ACME.kommo.com} or {@code https://acme.kommo.com/leads/}.
     * Empty for what is no account's address.
     *
     * @param domains of Kommo
     */
    public static Optional<String> subdomain(String text, List<String> domains) {
        String host = text.strip()
                .toLowerCase(Locale.ROOT)
                .replaceFirst("^https?:/*", "")
                .replaceFirst("[/?#:].*$", "")
                .replaceFirst("\\.$", "");
        String subdomain = domains.stream()
                .filter(domain -> host.endsWith("." + domain))
                .map(domain -> host.substring(0, host.length() - domain.length() - 1))
                .findFirst()
                .orElse(host);
        return Optional.of(subdomain)
                .filter(name -> Connection.SUBDOMAIN.matcher(name).matches() && !name.equals("www"));
    }
}
