package org.wonbooks.testing;

import java.util.List;

/** What points the product at a sandbox that runs alone. */
public final class SandboxAddresses {

    private SandboxAddresses() {}

    /** As arguments of a start. */
    public static List<String> of(int sandboxPort) {
        String quickbooks = "http://localhost:" + sandboxPort + "/sandbox/quickbooks";
        String kommo = "http://localhost:" + sandboxPort + "/sandbox/kommo";
        return List.of(
                "--wonbooks.quickbooks.client-id=sandbox-client",
                "--wonbooks.quickbooks.api-url=" + quickbooks,
                "--wonbooks.quickbooks.authorize-url=" + quickbooks + "/connect/oauth2",
                "--wonbooks.quickbooks.token-url=" + quickbooks + "/oauth2/v1/tokens/bearer",
                "--wonbooks.quickbooks.revoke-url=" + quickbooks + "/v2/oauth2/tokens/revoke",
                "--wonbooks.kommo.client-id=sandbox-client",
                "--wonbooks.kommo.api-url=" + kommo + "/{subdomain}",
                "--wonbooks.kommo.lookup-url=" + kommo + "/{api_domain}",
                "--wonbooks.kommo.authorize-url=" + kommo + "/oauth");
    }
}
