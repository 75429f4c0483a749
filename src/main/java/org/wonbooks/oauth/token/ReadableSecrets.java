package org.wonbooks.oauth.token;

import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.core.annotation.Order;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import org.wonbooks.encryption.Encryption;
import org.wonbooks.logging.StartFault;

/**
 * Refuses to start with a key that does not fit what is stored: one start fails, instead of each connection in its
 * turn. What an older key encrypted is encrypted with the newest one as soon as the start is done.
 */
@Component
class ReadableSecrets {

    private static final Logger LOG = LoggerFactory.getLogger(ReadableSecrets.class);

    private final SealedSecrets secrets;
    private final Encryption encryption;

    /** @throws Unreadable naming the first that can't be read */
    ReadableSecrets(SealedSecrets secrets, Encryption encryption) {
        this.secrets = secrets;
        this.encryption = encryption;
        try {
            secrets.all().forEach(this::open);
        } catch (IllegalStateException e) {
            throw new Unreadable(e);
        }
    }

    /**
     * One by one: another instance may do the same, or store others meanwhile, and a death in between leaves the rest.
     * The log ends with where to go, so what is said here comes before.
     */
    @EventListener(ApplicationReadyEvent.class)
    @Order(0)
    void sealAnew() {
        try {
            Map<String, Long> kept = byKey();
            if (kept.keySet().stream().anyMatch(key -> !key.equals(encryption.newestKey()))) {
                LOG.info("Secrets are sealed under these keys: {}; those of older ones are sealed anew", kept);
                secrets.all().stream()
                        .filter(secret -> !encryption.keyOf(secret.value()).equals(encryption.newestKey()))
                        .forEach(old -> secrets.replace(old, encryption.encrypt(open(old), old.place())));
                kept = byKey();
            }
            say(kept);
        } catch (DataAccessException | IllegalStateException e) {
            LOG.warn("The next start seals secrets anew: {}", e.getMessage());
        }
    }

    private void say(Map<String, Long> byKey) {
        long all = byKey.values().stream().mapToLong(Long::longValue).sum();
        if (all == 0) {
            return;
        }
        if (all == byKey.getOrDefault(encryption.newestKey(), 0L)) {
            LOG.info(
                    "All {} secrets are sealed under the newest key, {}: older ones may be dropped",
                    all,
                    encryption.newestKey());
        } else {
            LOG.warn(
                    "Not all secrets are sealed under the newest key, {}: {}. Keep the others until a start says that"
                            + " they may be dropped",
                    encryption.newestKey(),
                    byKey);
        }
    }

    private Map<String, Long> byKey() {
        return secrets.all().stream()
                .collect(Collectors.groupingBy(
                        secret -> encryption.keyOf(secret.value()), TreeMap::new, Collectors.counting()));
    }

    private String open(SealedSecrets.Secret secret) {
        return encryption.decrypt(secret.value(), secret.place());
    }

    /** Thrown instead of starting. */
    static final class Unreadable extends StartFault {

        Unreadable(IllegalStateException cause) {
            super(
                    cause.getMessage() + ". Nothing was changed.",
                    "Give the key that it was stored with, or both, the new one first: wonbooks.encryption-key=new,old",
                    cause);
        }
    }
}
