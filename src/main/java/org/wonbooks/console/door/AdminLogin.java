package org.wonbooks.console.door;

import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.dao.DaoAuthenticationProvider;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.security.crypto.password.Pbkdf2PasswordEncoder;
import org.springframework.security.crypto.password.Pbkdf2PasswordEncoder.SecretKeyFactoryAlgorithm;
import org.springframework.security.provisioning.InMemoryUserDetailsManager;
import org.springframework.stereotype.Component;
import org.wonbooks.configuration.WonbooksSettings;

/** The one user's password, and a limit on guessing it. */
@Component
class AdminLogin extends DaoAuthenticationProvider {

    private final Guesses guesses;
    private final LoginNews news;

    AdminLogin(WonbooksSettings settings, Guesses guesses, LoginNews news) {
        super(new InMemoryUserDetailsManager(User.withUsername(settings.admin().username())
                .password(encoder().encode(settings.admin().password()))
                .roles("ADMIN")
                .build()));
        setPasswordEncoder(encoder());
        this.guesses = guesses;
        this.news = news;
    }

    /** Few rounds: the hash exists in memory only, beside the setting itself, and every API call pays for them. */
    private static PasswordEncoder encoder() {
        return new Pbkdf2PasswordEncoder("", 16, 1000, SecretKeyFactoryAlgorithm.PBKDF2WithHmacSHA256);
    }

    @Override
    public Authentication authenticate(Authentication login) {
        Visitor visitor = (Visitor) login.getDetails();
        try {
            Authentication right = guesses.count(visitor, () -> super.authenticate(login));
            news.worked(visitor, right.getName());
            return right;
        } catch (BadCredentialsException wrong) {
            logger.warn("A log-in failed, from " + visitor.getRemoteAddress());
            news.wrong(visitor);
            throw wrong;
        } catch (TooManyFailures slowed) {
            news.unseen(visitor);
            throw slowed;
        }
    }
}
