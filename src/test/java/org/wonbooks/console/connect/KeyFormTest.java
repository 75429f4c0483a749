package org.wonbooks.console.connect;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.wonbooks.configuration.KommoSettings;
import org.wonbooks.configuration.QuickBooksSettings;
import org.wonbooks.encryption.Encryption;
import org.wonbooks.oauth.app.AppKey;
import org.wonbooks.oauth.app.AppKeys;
import org.wonbooks.testing.DatabaseTest;
import org.wonbooks.testing.TestDatabase;

/** The form with the keys of both apps: what is kept of it, and what is wrong with it. */
class KeyFormTest {

    @Nested
    class Form extends DatabaseTest {

        private AppKeys keys;

        Form() {
            super(TestDatabase.H2);
        }

        @BeforeEach
        void start() {
            keys = new AppKeys(
                    new KommoSettings("given", "given", null, null, null, List.of()),
                    new QuickBooksSettings("", "", List.of(), null, null, null, null, 0),
                    jdbc,
                    bean(Encryption.class),
                    clock);
        }

        @Test
        void anIdNeedsItsSecretAndTheOtherWayRound() {
            assertThat(form("id", "", "").errors(keys)).containsOnlyKeys("quickbooksSecret");
            assertThat(form("", "secret", "").errors(keys)).containsOnlyKeys("quickbooksId");
            assertThat(form("id", " secret ", "one,two").errors(keys)).isEmpty();
        }

        @Test
        void whatHasBlanksIsNoKey() {
            assertThat(form("an id", "a secret", "a token").errors(keys))
                    .containsOnlyKeys("quickbooksId", "quickbooksSecret", "verifier");
        }

        @Test
        void whatIsLeftEmptyStaysAndWhatTheConfigurationGivesIsNotAskedFor() {
            KeyForm typed = new KeyForm("mine", "mine", null, "", " token ");

            assertThat(typed.errors(keys)).isEmpty();
            assertThat(typed.entered(keys)).containsExactly(Map.entry(AppKey.WEBHOOK_VERIFIER_TOKEN, "token"));
        }

        @Test
        void theSecretThatIsKeptGoesOnWithItsIdAndNotWithAnother() {
            transaction.executeWithoutResult(
                    status -> keys.enter(form("id", "secret", "").entered(keys)));

            assertThat(form("id", "", "token").errors(keys)).isEmpty();
            assertThat(form("another", "", "").errors(keys)).containsOnlyKeys("quickbooksSecret");
        }

        private KeyForm form(String id, String secret, String verifier) {
            return new KeyForm(null, null, id, secret, verifier);
        }
    }
}
