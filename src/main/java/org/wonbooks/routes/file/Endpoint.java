package org.wonbooks.routes.file;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * An address that a route file reads from or sends to.
 *
 * @param owner what holds it: from, to, wireTap …
 * @param uri its entry
 */
public record Endpoint(Entry owner, Entry uri) {

    /** All addresses at and below an entry. */
    public static Stream<Endpoint> in(Entry root) {
        return root.walk().filter(Entry::isMapping).flatMap(owner -> owner.entries().stream()
                .filter(entry -> entry.name().equals("uri") || entry.name().equals("deadLetterUri"))
                .map(entry -> new Endpoint(owner, entry)));
    }

    public String scheme() {
        return uri.text().split(":", 2)[0];
    }

    /** What follows the scheme. */
    public String path() {
        String[] parts = uri.text().split(":", 2);
        return parts.length == 2 ? parts[1] : "";
    }

    /** What stands under {@code parameters}. */
    public List<Entry> options() {
        return owner.get("parameters").map(Entry::entries).orElse(List.of());
    }

    public Optional<Entry> option(String name) {
        return options().stream().filter(option -> option.name().equals(name)).findFirst();
    }
}
