package org.wonbooks;

import java.net.URI;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.springframework.core.env.Environment;
import org.springframework.core.env.Profiles;
import org.wonbooks.logging.StartFault;

/** Refuses to start on what is unsafe, with one line for each fault. */
final class SafeStart {

    private static final Set<String> PROFILES = Set.of("production", "sandbox");

    private static final Set<String> LOCAL = Set.of("localhost", "127.0.0.1");

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
            checkPassword(environment.getProperty("wonbooks.admin.password", ""), faults);
            checkPublicUrl(environment.getProperty("wonbooks.public-url", ""), faults);
        }
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
        for (String key : keys.split(",")) {
            try {
                if (Base64.getDecoder().decode(key.strip()).length == 32) {
                    continue;
                }
            } catch (IllegalArgumentException notBase64) {
                // Said below, without the key.
            }
            faults.add("wonbooks.encryption-key is not base64 of 32 bytes");
            return;
        }
    }

    private static void checkPassword(String password, List<String> faults) {
        if (password.length() < 12) {
            faults.add("wonbooks.admin.password is not set, or shorter than 12 characters");
        }
    }

    private static void checkPublicUrl(String url, List<String> faults) {
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
