package org.wonbooks.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.springframework.util.FileSystemUtils;
import org.yaml.snakeyaml.Yaml;

/**
 * An edit of the shipped routes, as a row of {@code wrong-edits.yaml} or {@code right-edits.yaml} tells it; the first
 * of them says what its keys mean.
 */
public record RouteEdit(String file, Map<String, Object> row) {

    /** Those that are caught at a door: {@code check} and so on. */
    public static Stream<RouteEdit> wrong(String door) {
        return in("wrong-edits.yaml").filter(edit -> edit.text("door").equals(door));
    }

    /** Those that nothing may refuse. */
    public static Stream<RouteEdit> right() {
        return in("right-edits.yaml");
    }

    private static Stream<RouteEdit> in(String table) {
        List<Map<String, Object>> rows =
                new Yaml().load(SourceFiles.text(Path.of("src/test/resources").resolve(table)));
        return rows.stream().map(row -> new RouteEdit((String) row.get("file"), row));
    }

    /** Makes it in a copy of the shipped routes. */
    public void make(Path routes) throws IOException {
        FileSystemUtils.copyRecursively(Path.of("routes"), routes);
        edit(routes, row);
        for (Object more : (List<?>) row.getOrDefault("and", List.of())) {
            @SuppressWarnings("unchecked")
            Map<String, Object> other = (Map<String, Object>) more;
            edit(routes, other);
        }
    }

    private static void edit(Path routes, Map<String, Object> row) throws IOException {
        Path path = routes.resolve((String) row.get("file"));
        if (row.containsKey("delete")) {
            Files.delete(path);
        } else if (row.containsKey("add")) {
            Files.writeString(path, (String) row.get("add"));
        } else {
            Path from = row.containsKey("copy") ? routes.resolve((String) row.get("copy")) : path;
            Files.writeString(path, edited(Files.readString(from), row));
        }
    }

    private static String edited(String text, Map<String, Object> row) {
        String by = (String) row.getOrDefault("by", "");
        if (row.get("replace") instanceof String part) {
            assertThat(text).contains(part);
            return text.replace(part, by);
        } else if (row.get("from") instanceof String start) {
            int begin = text.indexOf(start);
            assertThat(begin).as(start).isNotNegative();
            int end = row.get("to") instanceof String next ? text.indexOf(next, begin + 1) : text.length();
            assertThat(end).as("end of " + start).isNotNegative();
            return text.substring(0, begin) + by + text.substring(end);
        }
        return text;
    }

    /** {@code file:line: words}, as it is to be said, the words in part. */
    public String place(Path routes) throws IOException {
        String of = row.containsKey("of") ? text("of") : file;
        return of + (row.containsKey("at") ? ":" + line(Files.readString(routes.resolve(of))) : "") + ": ";
    }

    private int line(String text) {
        int at = text.indexOf(text("at"));
        if (row.containsKey("second")) {
            at = text.indexOf(text("at"), at + 1);
        }
        assertThat(at).as(text("at")).isNotNegative();
        int above = (int) row.getOrDefault("above", 0);
        return (int) text.substring(0, at).chars().filter(c -> c == '\n').count() + 1 - above;
    }

    public String text(String key) {
        return String.valueOf(row.getOrDefault(key, ""));
    }

    /** What a failing test is told by. */
    @Override
    public String toString() {
        String edit = Stream.of("replace", "from", "delete", "add", "copy")
                .filter(row::containsKey)
                .map(key -> key + " " + text(key))
                .findFirst()
                .orElse("");
        return file + ": " + edit.lines().findFirst().orElse("").strip();
    }
}
