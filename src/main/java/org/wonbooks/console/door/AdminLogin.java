package org.wonbooks.console.door;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedDeque;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.dao.DaoAuthenticationProvider;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.security.crypto.password.Pbkdf2PasswordEncoder;
import org.springframework.security.crypto.password.Pbkdf2PasswordEncoder.SecretKeyFactoryAlgorithm;
import org.springframework.security.provisioning.InMemoryUserDetailsManager;
import org.springframework.security.web.authentication.WebAuthenticationDetails;
import org.springframework.stereotype.Component;
import org.wonbooks.configuration.WonbooksSettings;

/** The one user's password, and a limit on guessing it: so many failures of one address, then none is looked at. */
@Component
class AdminLogin extends DaoAuthenticationProvider {

    private static final int FAILURES = 10;
    private static final Duration WITHIN = Duration.ofMinutes(5);
    private static final int ADDRESSES = 10_000;

    private final Clock clock;
    private final Map<String, Deque<Instant>> failures = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Deque<Instant>> eldest) {
            return size() > ADDRESSES;
        }
    };

    AdminLogin(WonbooksSettings settings, Clock clock) {
        super(new InMemoryUserDetailsManager(User.withUsername(settings.admin().username())
                .password(encoder().encode(settings.admin().password()))
                .roles("ADMIN")
                .build()));
        setPasswordEncoder(encoder());
        this.clock = clock;
    }

    /** Few rounds: the hash exists in memory only, beside the setting itself, and every API call pays for them. */
    private static PasswordEncoder encoder() {
        return new Pbkdf2PasswordEncoder("", 16, 1000, SecretKeyFactoryAlgorithm.PBKDF2WithHmacSHA256);
    }

    /** Too many wrong passwords came from this address. */
    static class TooManyFailures extends AuthenticationException {

        TooManyFailures() {
            super("Too many failed log-ins from this address; wait " + WITHIN.toMinutes() + " minutes.");
        }
    }

    @Override
    public Authentication authenticate(Authentication login) {
        String address = login.getDetails() instanceof WebAuthenticationDetails web ? web.getRemoteAddress() : "";
        Instant now = clock.instant();
        if (failuresOf(address, now).size() >= FAILURES) {
            throw new TooManyFailures();
        }
        try {
            return super.authenticate(login);
        } catch (BadCredentialsException e) {
            logger.warn("A log-in failed, from " + address);
            failuresOf(address, now).add(now);
            throw e;
        }
    }

    /** Those that still count. */
    private Deque<Instant> failuresOf(String address, Instant now) {
        synchronized (failures) {
            Deque<Instant> recent = failures.computeIfAbsent(address, unknown -> new ConcurrentLinkedDeque<>());
            recent.removeIf(at -> at.isBefore(now.minus(WITHIN)));
            return recent;
        }
    }
}
