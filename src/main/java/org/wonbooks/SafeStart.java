package org.wonbooks;

import java.net.URI;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.Environment;
import org.springframework.core.env.Profiles;
import org.springframework.security.web.util.matcher.IpAddressMatcher;
import org.wonbooks.console.AuditLog;
import org.wonbooks.logging.StartFault;

/** Refuses to start on what is unsafe, with one line for each fault. */
final class SafeStart {

    private static final Set<String> PROFILES = Set.of("production", "sandbox");

    private static final Set<String> LOCAL = Set.of("localhost", "127.0.0.1");

    /** The actuator's endpoints that may be. */
    private static final List<String> SERVED = List.of("health", "info", "prometheus", "metrics");

    private static final int SHORTEST_PASSWORD = 12;
    private static final int KEY_BYTES = 32;

    /** Fewer different ones than that no random key has. */
    private static final int DIFFERENT_BYTES = 8;

    private SafeStart() {}

    /** Thrown instead of starting. */
    static final class UnsafeStart extends StartFault {

        UnsafeStart(List<String> faults) {
            super(
                    "Wonbooks does not start on what is unsafe:\n  - " + String.join("\n  - ", faults),
                    "Put these settings right. README.md and docs/install.md say how.",
                    null);
        }
    }

    /** Nothing that is simulated runs where real accounts are. */
    static void checkProfiles(Environment environment) {
        if (environment.acceptsProfiles(Profiles.of("production & sandbox"))) {
            throw new UnsafeStart(List.of("spring.profiles.active names production, where the sandbox does not start:"
                    + " give production for real accounts, or sandbox"));
        }
    }

    static void check(Environment environment) {
        List<String> faults = new ArrayList<>();
        checkName(environment, faults);
        checkDatabase(environment.getProperty("spring.datasource.url", ""), faults);
        if (!environment.acceptsProfiles(Profiles.of("sandbox"))) {
            checkKey(environment.getProperty("wonbooks.encryption-key", ""), faults);
            checkPassword(
                    environment.getProperty("wonbooks.admin.password", ""),
                    environment.getProperty("wonbooks.admin.username", ""),
                    faults);
            checkPublicUrl(environment.getProperty("wonbooks.public-url", ""), faults);
            checkServed(list(environment, "management.endpoints.web.exposure.include"), faults);
        }
        checkProxies(list(environment, "wonbooks.trusted-proxies"), faults);
        if (!faults.isEmpty()) {
            throw new UnsafeStart(faults);
        }
    }

    /** Where no profile is named, it is the sandbox; a name that is nearly right must not mean something else. */
    private static void checkName(Environment environment, List<String> faults) {
        List<String> named = List.of(environment.getActiveProfiles());
        if (!named.isEmpty() && named.stream().noneMatch(PROFILES::contains)) {
            faults.add("spring.profiles.active is " + String.join(",", named)
                    + ", and has to name production, for real accounts, or sandbox");
        }
    }

    private static void checkDatabase(String url, List<String> faults) {
        String upper = url.toUpperCase(Locale.ROOT);
        if (!upper.startsWith("JDBC:H2:") && !upper.startsWith("JDBC:POSTGRESQL:")) {
            faults.add("spring.datasource.url names no database that Wonbooks has a driver for: use jdbc:h2:file:… or"
                    + " jdbc:postgresql://…");
        }
        if (upper.startsWith("JDBC:H2:MEM:")) {
            faults.add("spring.datasource.url keeps everything in memory: use jdbc:h2:file:… or PostgreSQL");
        } else if (upper.startsWith("JDBC:H2:") && !upper.matches(".*;WRITE_DELAY=0(;.*)?")) {
            faults.add(
                    "spring.datasource.url lacks ;WRITE_DELAY=0: H2 would lose acknowledged webhooks when it is killed");
        }
        if (upper.matches("JDBC:H2:(TCP|SSL):.*|JDBC:H2:.*;(AUTO_SERVER=TRUE|FILE_LOCK=NO)(;.*)?")) {
            faults.add("spring.datasource.url lets several processes open one H2 database: use PostgreSQL for that");
        }
    }

    private static void checkKey(String keys, List<String> faults) {
        if (keys.isEmpty()) {
            faults.add(
                    "wonbooks.encryption-key is not set: give base64 of 32 random bytes, as from: openssl rand -base64 32");
            return;
        }
        List<byte[]> all = Stream.of(keys.split(",")).map(SafeStart::bytes).toList();
        if (all.isEmpty() || all.stream().anyMatch(key -> key.length != KEY_BYTES)) {
            faults.add("wonbooks.encryption-key is not base64 of 32 bytes");
        } else if (differentBytes(all.get(0)) < DIFFERENT_BYTES) {
            // An older one only reads: it has to be there while it is changed.
            faults.add(
                    "wonbooks.encryption-key begins with a key that repeats a few bytes, so it was not made at random:"
                            + " put a new one before it, as from: openssl rand -base64 32");
        }
    }

    private static byte[] bytes(String key) {
        try {
            return Base64.getDecoder().decode(key.strip());
        } catch (IllegalArgumentException notBase64) {
            // Said without the key.
            return new byte[0];
        }
    }

    private static long differentBytes(byte[] bytes) {
        return IntStream.range(0, bytes.length).map(at -> bytes[at]).distinct().count();
    }

    private static void checkPassword(String password, String username, List<String> faults) {
        if (username.equals(AuditLog.STRANGER)) {
            faults.add("wonbooks.admin.username is \"" + AuditLog.STRANGER
                    + "\", which is what the audit calls whoever is not let in");
        }
        if (password.length() < SHORTEST_PASSWORD) {
            faults.add("wonbooks.admin.password is not set, or shorter than " + SHORTEST_PASSWORD + " characters");
        } else if (CommonPasswords.has(password, username)) {
            faults.add("wonbooks.admin.password is made of the user's name, well-known words, sequences or years,"
                    + " which are tried first: take one at random, as from: openssl rand -base64 18");
        }
    }

    /** What tells of the inside, as heapdump or env, is not served to anybody. */
    private static void checkServed(List<String> endpoints, List<String> faults) {
        List<String> others = endpoints.stream()
                .map(String::strip)
                .filter(endpoint -> !SERVED.contains(endpoint))
                .toList();
        if (!others.isEmpty()) {
            faults.add("management.endpoints.web.exposure.include may name " + String.join(", ", SERVED) + ", and not "
                    + String.join(", ", others));
        }
    }

    private static void checkProxies(List<String> proxies, List<String> faults) {
        for (String proxy : proxies) {
            try {
                new IpAddressMatcher(proxy);
                if (!proxy.endsWith("/0")) {
                    continue;
                }
            } catch (IllegalArgumentException notAnAddress) {
                // Said below.
            }
            faults.add("wonbooks.trusted-proxies has to be addresses, or ranges like 10.0.0.0/8 but not all there are,"
                    + " and has " + proxy);
        }
    }

    private static List<String> list(Environment environment, String property) {
        return Binder.get(environment)
                .bind(property, Bindable.listOf(String.class))
                .orElse(List.of());
    }

    private static void checkPublicUrl(String url, List<String> faults) {
        if (url.isBlank()) {
            faults.add("wonbooks.public-url is not set: give the https address under which browsers and webhooks"
                    + " reach Wonbooks");
            return;
        }
        try {
            URI uri = URI.create(url);
            boolean local = "http".equals(uri.getScheme()) && LOCAL.contains(String.valueOf(uri.getHost()));
            if (local || "https".equals(uri.getScheme()) && uri.getHost() != null) {
                return;
            }
        } catch (IllegalArgumentException notAnAddress) {
            // Said below.
        }
        faults.add("wonbooks.public-url must be https (http only for localhost and 127.0.0.1), but is " + url);
    }
}
