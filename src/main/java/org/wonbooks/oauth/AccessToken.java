package org.wonbooks.oauth;

/**
 * What a call to a peer is authorized with.
 *
 * @param version which of the connection's tokens this is; tell it when the peer refuses the token
 */
public record AccessToken(String value, long version) {

    /** Keeps the token out of logs. */
    @Override
    public String toString() {
        return "AccessToken[version=" + version + "]";
    }
}
