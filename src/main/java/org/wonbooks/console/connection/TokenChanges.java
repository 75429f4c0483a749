package org.wonbooks.console.connection;

import java.util.regex.Pattern;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ResponseStatusException;
import org.wonbooks.connection.Connection;
import org.wonbooks.console.RequestJson;
import org.wonbooks.fault.Fault;
import org.wonbooks.oauth.consent.ManualTokens;
import org.wonbooks.oauth.consent.ManualTokens.Given;
import org.wonbooks.oauth.consent.ManualTokens.Proved;
import org.wonbooks.quickbooks.usage.MeteredReads;

/** What a person says of a connection's account, company and tokens: its form, and whether it is theirs. */
@Component
class TokenChanges {

    private static final Pattern REALM = Pattern.compile("[0-9]{1,30}");
    private static final Pattern TOKEN = Pattern.compile("[\\x21-\\x7e]{1,8000}");

    private final ManualTokens given;
    private final MeteredReads reads;

    TokenChanges(ManualTokens given, MeteredReads reads) {
        this.given = given;
        this.reads = reads;
    }

    /** The Kommo account. */
    record Kommo(String subdomain, String longLivedToken) {

        /** Without the token. */
        @Override
        public String toString() {
            return "Kommo[subdomain=" + subdomain + "]";
        }
    }

    /** The QuickBooks company. */
    record QuickBooks(String realmId, String refreshToken) {

        /** Without the token. */
        @Override
        public String toString() {
            return "QuickBooks[realmId=" + realmId + "]";
        }
    }

    /** Refuses what has not the form. Without a subdomain there is no account to speak of. */
    static void checkNew(Kommo kommo, QuickBooks quickbooks) {
        checkSubdomain(kommo == null ? null : kommo.subdomain());
        checkToken(kommo.longLivedToken(), "kommo.longLivedToken");
        if (quickbooks != null && (quickbooks.realmId() != null || quickbooks.refreshToken() != null)) {
            check(REALM, quickbooks.realmId(), "quickbooks.realmId is the company's number, in digits.");
            checkToken(quickbooks.refreshToken(), "quickbooks.refreshToken");
        }
    }

    /**
     * Asks the peers whose it is. Not within a transaction.
     *
     * @param kommo null: nothing is said of it
     * @param quickbooks the same
     * @return what may be stored; null: nothing is changed
     */
    Proved prove(Connection connection, Kommo kommo, QuickBooks quickbooks) {
        Given said = new Given(
                kommo == null ? null : kommo.subdomain(),
                kommo == null ? null : kommo.longLivedToken(),
                quickbooks == null ? null : quickbooks.refreshToken());
        if (said.subdomain() != null) {
            checkSubdomain(said.subdomain());
        }
        checkToken(said.longLivedToken(), "kommo.longLivedToken");
        checkToken(said.refreshToken(), "quickbooks.refreshToken");
        checkCompany(connection, quickbooks);
        if (said.subdomain() == null && said.longLivedToken() == null && said.refreshToken() == null) {
            return null;
        }
        try {
            return given.prove(connection, said);
        } catch (ManualTokens.Refused refused) {
            throw new ResponseStatusException(HttpStatus.CONFLICT, refused.getMessage() + " Nothing was changed.");
        } catch (Fault nothingSaid) {
            throw new ResponseStatusException(
                    HttpStatus.SERVICE_UNAVAILABLE,
                    nothingSaid.getMessage() + ". Nothing was changed; try again with the same.");
        }
    }

    private static void checkCompany(Connection connection, QuickBooks quickbooks) {
        if (quickbooks == null) {
            return;
        }
        if (quickbooks.realmId() != null && !quickbooks.realmId().equals(connection.realmId())) {
            throw RequestJson.refused(
                    "A connection keeps its QuickBooks company: quickbooks.realmId can't be changed.");
        }
        if (quickbooks.refreshToken() != null && connection.realmId() == null) {
            throw RequestJson.refused("The connection has no QuickBooks company yet, so nothing shows whose the refresh"
                    + " token is: connect QuickBooks on the page of connections, or make a connection with"
                    + " quickbooks.realmId.");
        }
    }

    /** Stores what was proved. */
    void store(Connection connection, Proved proved) {
        if (proved != null) {
            given.store(connection, proved);
            if (proved.readCompany()) {
                reads.count(connection.id());
            }
        }
    }

    private static void checkSubdomain(String subdomain) {
        check(
                Connection.SUBDOMAIN,
                subdomain,
                "kommo.subdomain is needed: the first part of the account's address, as acme in acme.kommo.com.");
    }

    private static void checkToken(String token, String name) {
        if (token != null) {
            check(TOKEN, token, name + " is not a token.");
        }
    }

    private static void check(Pattern pattern, String value, String otherwise) {
        if (value == null || !pattern.matcher(value).matches()) {
            throw RequestJson.refused(otherwise);
        }
    }
}
