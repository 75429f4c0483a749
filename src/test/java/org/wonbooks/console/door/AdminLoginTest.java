package org.wonbooks.console.door;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;
import org.springframework.test.util.ReflectionTestUtils;
import org.wonbooks.configuration.WonbooksSettings;
import org.wonbooks.testing.TestClock;

class AdminLoginTest {

    /** Longer than what some hashes look at. */
    private static final String PASSWORD = "pässword ".repeat(20);

    private final TestClock clock = new TestClock(Instant.parse("2026-11-22T12:00:00Z"));
    private final Guesses guesses = new Guesses(clock);

    private final AdminLogin login = new AdminLogin(
            new WonbooksSettings("", "", null, new WonbooksSettings.Admin("admin", PASSWORD)),
            guesses,
            new LoginNews(null, null, clock) {
                @Override
                void worked(Visitor visitor, String username) {}

                @Override
                void wrong(Visitor visitor) {}

                @Override
                void unseen(Visitor visitor) {}
            });

    @Test
    void knowsThePassword() {
        assertThat(from("192.0.2.1", PASSWORD).isAuthenticated()).isTrue();
        assertThatThrownBy(() -> from("192.0.2.1", PASSWORD + "x")).isInstanceOf(BadCredentialsException.class);
        assertThatThrownBy(() -> from("192.0.2.1", "")).isInstanceOf(BadCredentialsException.class);
    }

    @Test
    void afterTenFailuresAnAddressHasToWait() {
        for (int i = 0; i < 10; i++) {
            assertThat(from("192.0.2.1", PASSWORD).isAuthenticated()).isTrue();
            assertThatThrownBy(() -> from("192.0.2.1", "wrong")).isInstanceOf(BadCredentialsException.class);
            clock.pass(Duration.ofSeconds(10));
        }

        assertThatThrownBy(() -> from("192.0.2.1", PASSWORD))
                .isInstanceOf(TooManyFailures.class)
                .hasMessageContaining("wait 4 minutes")
                .satisfies(slowed -> {
                    MockHttpServletResponse answer = new MockHttpServletResponse();
                    ((TooManyFailures) slowed).retryAfter(answer);
                    assertThat(answer.getHeader("Retry-After")).isEqualTo("200");
                });
        assertThat(from("192.0.2.2", PASSWORD).isAuthenticated()).isTrue();

        clock.pass(Duration.ofSeconds(199));
        assertThatThrownBy(() -> from("192.0.2.1", PASSWORD)).isInstanceOf(TooManyFailures.class);
        clock.pass(Duration.ofSeconds(1));
        assertThat(from("192.0.2.1", PASSWORD).isAuthenticated()).isTrue();
    }

    @Test
    void ofManyAtOneMomentTenAreLookedAt() throws Exception {
        AtomicInteger lookedAt = new AtomicInteger();
        AtomicInteger slowed = new AtomicInteger();
        Callable<Void> guess = () -> {
            try {
                from("192.0.2.1", "wrong");
            } catch (BadCredentialsException wrong) {
                lookedAt.incrementAndGet();
            } catch (TooManyFailures e) {
                slowed.incrementAndGet();
            }
            return null;
        };
        ExecutorService threads = Executors.newFixedThreadPool(90);
        try {
            for (Future<Void> each : threads.invokeAll(
                    IntStream.range(0, 2000).mapToObj(i -> guess).toList())) {
                each.get();
            }
        } finally {
            threads.shutdownNow();
        }

        assertThat(lookedAt).hasValue(10);
        assertThat(slowed).hasValue(1990);
    }

    /** Programs make many calls at once, each with the password: none of them is in another one's way. */
    @Test
    void rightOnesAtOneMomentAreAllLetIn() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(40);
        try {
            Collection<Callable<Authentication>> calls = IntStream.range(0, 200)
                    .<Callable<Authentication>>mapToObj(i -> () -> from("192.0.2.1", PASSWORD))
                    .toList();
            for (Future<Authentication> each : threads.invokeAll(calls)) {
                assertThat(each.get().isAuthenticated()).isTrue();
            }
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void aBrowserThatWasInBeforeHasItsOwnCountAtAnyAddress() {
        guess("192.0.2.1", 11);

        assertThat(attempt(new Visitor("192.0.2.1", "known", false), PASSWORD).isAuthenticated())
                .isTrue();
        assertThat(lookedAt(() -> new Visitor("192.0.2.1", "known", false), 12)).isEqualTo(10);
    }

    @Test
    void whereManyGuessEachHasFewerAndTheRightPersonIsLetIn() {
        for (int i = 0; i < 100; i++) {
            guess("198.51.100." + i, 1);
        }

        assertThat(lookedAt(() -> new Visitor("203.0.113.1", null, false), 12)).isEqualTo(3);
        assertThat(from("203.0.113.2", PASSWORD).isAuthenticated()).isTrue();
        assertThat(lookedAt(() -> new Visitor("203.0.113.1", "known", false), 12))
                .isEqualTo(10);

        clock.pass(Duration.ofMinutes(5));
        assertThat(lookedAt(() -> new Visitor("203.0.113.1", null, false), 12)).isEqualTo(10);
    }

    @ParameterizedTest
    @ValueSource(strings = {"2001:db8:0:1::%x", "2001:db8:0:1:%x::"})
    void anIpv6NetworkIsOneVisitor(String address) {
        AtomicInteger next = new AtomicInteger(1);

        assertThat(lookedAt(() -> new Visitor(address.formatted(next.incrementAndGet()), null, false), 12))
                .isEqualTo(10);
        assertThat(from("2001:db8:0:2::1", PASSWORD).isAuthenticated()).isTrue();
    }

    @Test
    void keepsNoMoreThanTenThousandVisitors() {
        for (int i = 0; i < 25_000; i++) {
            Visitor visitor = new Visitor("10." + i / 65536 + "." + i / 256 % 256 + "." + i % 256, null, false);
            assertThatThrownBy(() -> guesses.count(visitor, () -> {
                        throw new BadCredentialsException("wrong");
                    }))
                    .isInstanceOf(BadCredentialsException.class);
        }

        assertThat((Map<?, ?>) ReflectionTestUtils.getField(guesses, "byVisitor"))
                .hasSize(10_000);
    }

    private void guess(String address, int times) {
        lookedAt(() -> new Visitor(address, null, false), times);
    }

    private int lookedAt(java.util.function.Supplier<Visitor> visitor, int times) {
        int lookedAt = 0;
        for (int i = 0; i < times; i++) {
            try {
                attempt(visitor.get(), "wrong");
            } catch (BadCredentialsException wrong) {
                lookedAt++;
            } catch (AuthenticationException slowed) {
                assertThat(slowed).isInstanceOf(TooManyFailures.class);
            }
        }
        return lookedAt;
    }

    private Authentication from(String address, String password) {
        return attempt(new Visitor(address, null, false), password);
    }

    private Authentication attempt(Visitor visitor, String password) {
        var attempt = UsernamePasswordAuthenticationToken.unauthenticated("admin", password);
        attempt.setDetails(visitor);
        return login.authenticate(attempt);
    }
}
