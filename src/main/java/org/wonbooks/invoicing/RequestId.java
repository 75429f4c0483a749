package org.wonbooks.invoicing;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * The id under which QuickBooks runs a call once, however often it comes: derived from what the call is for, never from
 * what it carries, so that it survives the loss of our own row and an edit of the deal.
 */
public final class RequestId {

    /** QuickBooks takes 50 characters; 32 hex digits are more than unique enough within a company. */
    private static final int BYTES = 16;

    private RequestId() {}

    /** For instance of realm, party and step. */
    public static String of(Object... parts) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (Object part : parts) {
                digest.update(part.toString().getBytes(StandardCharsets.UTF_8));
                digest.update((byte) 0);
            }
            return "wb-" + HexFormat.of().formatHex(digest.digest(), 0, BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
