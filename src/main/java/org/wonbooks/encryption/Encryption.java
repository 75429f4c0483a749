package org.wonbooks.encryption;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.aead.AesGcmKey;
import com.google.crypto.tink.aead.AesGcmParameters;
import com.google.crypto.tink.subtle.AesGcmJce;
import com.google.crypto.tink.util.SecretBytes;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;
import org.wonbooks.configuration.WonbooksSettings;

/**
 * Keeps secrets unreadable at rest: AES-256-GCM, each value bound to the place where it is kept, so that a value copied
 * to another row can't be read there. Several keys at once let a key be rotated: the first one writes, all of them
 * read.
 */
@Component
public class Encryption {

    private static final int KEY_BYTES = 32;

    /** What Tink writes before the mark of a key. */
    private static final int BEFORE_MARK = 1;

    private static final int MARK_BYTES = 4;

    /** One for each key. Each takes only what bears its key's mark. */
    private final List<Aead> keys;

    private final String newest;

    @Autowired
    public Encryption(WonbooksSettings settings) {
        this(settings.encryptionKey());
    }

    Encryption(String keys) {
        try {
            List<Aead> sealing = new ArrayList<>();
            String first = null;
            for (String key : keys.split(",")) {
                byte[] bytes = Base64.getDecoder().decode(key.strip());
                sealing.add(AesGcmJce.create(key(bytes)));
                first = first == null ? HexFormat.of().toHexDigits(mark(bytes)) : first;
            }
            this.keys = List.copyOf(sealing);
            newest = first;
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            // No cause: its text could carry a part of the key.
            throw new IllegalStateException(
                    "wonbooks.encryption-key must be base64 of 32 bytes (several: comma-separated, newest first)");
        }
    }

    /**
     * Encrypts a secret.
     *
     * @param place where it is kept, for instance {@code token/7/KOMMO/access}
     */
    public String encrypt(String secret, String place) {
        try {
            byte[] sealed = keys.get(0)
                    .encrypt(secret.getBytes(StandardCharsets.UTF_8), place.getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder().encodeToString(sealed);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("A secret could not be encrypted for " + place, e);
        }
    }

    /** Decrypts what {@link #encrypt} made for the same place; throws IllegalStateException when no key fits. */
    public String decrypt(String sealed, String place) {
        for (Aead key : keys) {
            try {
                byte[] secret = key.decrypt(Base64.getDecoder().decode(sealed), place.getBytes(StandardCharsets.UTF_8));
                return new String(secret, StandardCharsets.UTF_8);
            } catch (GeneralSecurityException | IllegalArgumentException e) {
                // Perhaps it is another key's.
            }
        }
        throw new IllegalStateException("The secret kept at " + place
                + " can't be read with wonbooks.encryption-key: the key is another one than when it was stored");
    }

    /** The mark of the key that a secret was encrypted with, in hex; tells nothing of the key. */
    public String keyOf(String sealed) {
        byte[] bytes = Base64.getDecoder().decode(sealed);
        return HexFormat.of().formatHex(bytes, BEFORE_MARK, BEFORE_MARK + MARK_BYTES);
    }

    /** The mark of the key that encrypts. */
    public String newestKey() {
        return newest;
    }

    private static int mark(byte[] key) throws GeneralSecurityException {
        return ByteBuffer.wrap(MessageDigest.getInstance("SHA-256").digest(key)).getInt();
    }

    /** A key's mark comes from its own bytes, so that it is the same at any place in the list. */
    private static AesGcmKey key(byte[] key) throws GeneralSecurityException {
        if (key.length != KEY_BYTES) {
            throw new GeneralSecurityException("wrong length");
        }
        AesGcmParameters parameters = AesGcmParameters.builder()
                .setKeySizeBytes(KEY_BYTES)
                .setIvSizeBytes(12)
                .setTagSizeBytes(16)
                .setVariant(AesGcmParameters.Variant.TINK)
                .build();
        return AesGcmKey.builder()
                .setParameters(parameters)
                .setKeyBytes(SecretBytes.copyFrom(key, InsecureSecretKeyAccess.get()))
                .setIdRequirement(mark(key))
                .build();
    }
}
