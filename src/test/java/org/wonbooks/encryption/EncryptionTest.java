package org.wonbooks.encryption;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.util.Arrays;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EncryptionTest {

    private static final String PLACE = "token/7/KOMMO/access";
    private static final String OLD = key('o');
    private static final String NEW = key('n');

    private final Encryption encryption = new Encryption(OLD);

    @ParameterizedTest
    @ValueSource(strings = {"", "secret", "Пароль, 密码, 🗝"})
    void givesBackWhatItKept(String secret) {
        String sealed = encryption.encrypt(secret, PLACE);

        assertThat(encryption.decrypt(sealed, PLACE)).isEqualTo(secret);
        assertThat(new Encryption(OLD).decrypt(sealed, PLACE))
                .as("after a restart")
                .isEqualTo(secret);
    }

    /** Databases are full of such values. */
    @Test
    void whatWasSealedInTheBeginningCanBeRead() {
        assertThat(new Encryption(NEW + "," + key('a'))
                        .decrypt("ATuj9fSVJLAMDongyOmd7rNGUwZOXcWQkHPFmy9qeOtZAE4Lvvvm", PLACE))
                .isEqualTo("secret");
    }

    @Test
    void theSameSecretNeverLooksTheSame() {
        String sealed = encryption.encrypt("secret", PLACE);

        assertThat(sealed).isNotEqualTo(encryption.encrypt("secret", PLACE));
        assertThat(new String(Base64.getDecoder().decode(sealed), java.nio.charset.StandardCharsets.ISO_8859_1))
                .doesNotContain("secret");
    }

    @Test
    void whatIsMovedToAnotherPlaceCannotBeReadThere() {
        String sealed = encryption.encrypt("secret", PLACE);

        assertUnreadable(encryption, sealed, "token/8/KOMMO/access");
        assertUnreadable(encryption, sealed, "token/7/KOMMO/refresh");
        assertUnreadable(encryption, sealed, "");
    }

    @Test
    void noBitCanBeChanged() {
        byte[] sealed = Base64.getDecoder().decode(encryption.encrypt("secret", PLACE));
        for (int bit = 0; bit < sealed.length * 8; bit++) {
            byte[] changed = sealed.clone();
            changed[bit / 8] ^= (byte) (1 << bit % 8);
            assertUnreadable(encryption, Base64.getEncoder().encodeToString(changed), PLACE);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "not base64!", "AAAA"})
    void whatWasNeverSealedCannotBeRead(String sealed) {
        assertUnreadable(encryption, sealed, PLACE);
    }

    @Test
    void aKeyIsChangedStepByStep() {
        String sealedOld = encryption.encrypt("secret", PLACE);
        Encryption both = new Encryption(NEW + ", " + OLD);
        String sealedNew = both.encrypt("secret", PLACE);

        assertThat(both.decrypt(sealedOld, PLACE)).isEqualTo("secret");
        assertThat(both.decrypt(sealedNew, PLACE)).isEqualTo("secret");
        assertThat(new Encryption(NEW).decrypt(sealedNew, PLACE)).isEqualTo("secret");
        assertThat(new Encryption(OLD + "," + NEW).decrypt(sealedNew, PLACE)).isEqualTo("secret");
        assertUnreadable(new Encryption(NEW), sealedOld, PLACE);
        assertUnreadable(encryption, sealedNew, PLACE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "short", "Y2FuYXJ5LWtleQ==", "canary-key-that-is-not-base64!!", "Y2FuYXJ5LWtleQ==,"})
    void aKeyThatIsNoneIsRefusedWithoutBeingQuoted(String key) {
        assertThatThrownBy(() -> new Encryption(key))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("wonbooks.encryption-key must be base64 of 32 bytes"
                        + " (several: comma-separated, newest first)")
                .hasNoCause();
    }

    @Test
    void aGoodKeyBesideABadOneIsNotQuotedEither() {
        assertThat(catchThrowable(() -> new Encryption(OLD + ",Y2FuYXJ5LWtleQ==")))
                .isInstanceOf(IllegalStateException.class)
                .hasNoCause()
                .satisfies(thrown -> assertThat(thrown.getMessage()).doesNotContain(OLD, "Y2FuYXJ5"));
    }

    @Test
    void secretsAreLongAndNeverTheSame() {
        assertThat(Digest.newSecret()).matches("[A-Za-z0-9_-]{43}").isNotEqualTo(Digest.newSecret());
        assertThat(Digest.sha256("abc")).isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    }

    private static void assertUnreadable(Encryption encryption, String sealed, String place) {
        assertThatThrownBy(() -> encryption.decrypt(sealed, place))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("The secret kept at " + place
                        + " can't be read with wonbooks.encryption-key: the key is another one than when it was stored")
                .hasNoCause();
    }

    private static String key(char fill) {
        byte[] key = new byte[32];
        Arrays.fill(key, (byte) fill);
        return Base64.getEncoder().encodeToString(key);
    }
}
