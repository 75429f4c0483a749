package org.wonbooks.console.door;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.web.servlet.mvc.method.RequestMappingInfoHandlerMapping;
import org.wonbooks.console.ConsoleTest;

/**
 * What each address answers to each method, asked by a stranger, by the admin, and by the admin's browser for another
 * site's page: as {@code src/test/resources/doors.txt} has it. An address without a row fails, as does a changed
 * answer. {@code ./mvnw test -Dtest=DoorsTest -Dwonbooks.doors=write} writes the table anew; look at what has changed.
 */
class DoorsTest extends ConsoleTest {

    private static final Path TABLE = Path.of("src/test/resources/doors.txt");

    private static final List<String> METHODS =
            List.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE");

    /** Those that no controller has, or that no controller should get. */
    private static final List<String> OTHERS = List.of(
            "/api/v1/nothing",
            "/actuator/nothing",
            "/login",
            "/logout",
            "/nothing",
            "/sandbox/nothing",
            "/webhooks/kommo/1",
            "/webhooks/kommo/1/1",
            "/webhooks/nothing",
            "/webhooks/quickbooks");

    @Autowired
    Collection<RequestMappingInfoHandlerMapping> mappings;

    @Test
    void eachAddressAnswersAsItsRowSays() throws Exception {
        List<String> table = new ArrayList<>();
        table.add(row("address", "methods", "a stranger", "the admin", "the admin, from another site"));
        for (String address : addresses()) {
            table.addAll(rows(address));
        }

        if ("write".equals(System.getProperty("wonbooks.doors"))) {
            Files.write(TABLE, table);
        }
        assertThat(String.join("\n", table)).isEqualTo(String.join("\n", Files.readAllLines(TABLE)));
    }

    /**
     * Something for each variable. The sandbox's calls are many, and have one rule: its address is among the others.
     */
    private TreeSet<String> addresses() throws IOException {
        TreeSet<String> addresses = new TreeSet<>(OTHERS);
        mappings.forEach(
                mapping -> mapping.getHandlerMethods().keySet().forEach(info -> info.getPatternValues().stream()
                        .map(pattern -> pattern.replace("{peer:kommo|quickbooks}", "kommo")
                                .replaceAll("\\{[^/]*}|\\*+", "0"))
                        .filter(path -> !path.startsWith("/sandbox/"))
                        .forEach(addresses::add)));
        for (Resource file : new PathMatchingResourcePatternResolver().getResources("classpath*:/static/**/*.*")) {
            String url = file.getURL().getPath();
            addresses.add(url.substring(url.lastIndexOf("/static/") + "/static".length()));
        }
        return addresses;
    }

    /** Methods that are answered alike share a row. */
    private List<String> rows(String address) {
        Map<List<String>, List<String>> methods = new LinkedHashMap<>();
        for (String method : METHODS) {
            List<String> answers = List.of(
                    answer(method, address),
                    answer(method, address, "Authorization", basic(PASSWORD)),
                    answer(method, address, "Authorization", basic(PASSWORD), "Origin", "https://evil.example"));
            methods.computeIfAbsent(answers, unknown -> new ArrayList<>()).add(method);
        }
        return methods.entrySet().stream()
                .map(each -> row(
                        address,
                        String.join(" ", each.getValue()),
                        each.getKey().get(0),
                        each.getKey().get(1),
                        each.getKey().get(2)))
                .toList();
    }

    private static String row(String address, String methods, String stranger, String admin, String otherSite) {
        return "%-40s | %-38s | %-16s | %-16s | %s".formatted(address, methods, stranger, admin, otherSite);
    }

    /** Its status, what it is, and which headers protect it: those of a page, of data, or none. */
    private String answer(String method, String path, String... headers) {
        Answer answer = send(method, path, null, headers);
        String type = answer.header("Content-Type");
        String policy = answer.header("Content-Security-Policy");
        if (policy == null) {
            assertThat(path).startsWith("/webhooks/");
            assertThat(answer.body()).isEmpty();
            return answer.status() + " bare";
        }
        assertThat(policy).startsWith("default-src 'none'").contains("frame-ancestors 'none'");
        assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(answer.header("X-Frame-Options")).isEqualTo("DENY");
        assertThat(answer.header("Referrer-Policy")).isEqualTo("no-referrer");
        boolean isFile = answer.status() == 200 && path.matches("/(css|webjars)/.*");
        // A file of ours may be kept, if it is asked for whether it is still that one.
        assertThat(answer.header("Cache-Control")).contains(isFile ? "no-cache" : "no-store");
        return "%d %s %s"
                .formatted(
                        answer.status(),
                        type == null
                                ? "-"
                                : type.replace("problem+json", "problem").replaceAll("^.*[/+]|;.*$", ""),
                        policy.contains("script-src") ? "script" : policy.contains("style-src") ? "page" : "data");
    }
}
