package org.wonbooks.oauth.token;

/**
 * What a call to a peer is authorized with.
 *
 * @param version which of the connection's tokens this is; tell it when the peer refuses the token
 * @param doubted the peer refused it once: tell it when the peer takes it
 */
public record AccessToken(String value, long version, boolean doubted) {

    public AccessToken(String value, long version) {
        this(value, version, false);
    }

    /** Keeps the token out of logs. */
    @Override
    public String toString() {
        return "AccessToken[version=" + version + "]";
    }
}
