package org.wonbooks.routes;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;
import org.wonbooks.configuration.WonbooksSettings;

/** Where routes are on this machine. */
@Component
class RouteFolders {

    private static final String NAME = "\\w[\\w.-]*";

    private final Path routes;
    private final Path candidates;
    private final Path copies;

    RouteFolders(
            WonbooksSettings settings,
            @Value("${wonbooks.routes.candidates:./routes-candidates}") Path candidates,
            @Value("${wonbooks.data:./data}") Path data) {
        routes = settings.routes().toAbsolutePath().normalize();
        this.candidates = candidates.toAbsolutePath().normalize();
        copies = data.resolve("route-sets").toAbsolutePath().normalize();
    }

    /** The folder that a start reads. */
    Path routes() {
        return routes;
    }

    /**
     * The folder of a candidate.
     *
     * @param name of a folder directly below {@code wonbooks.routes.candidates}
     * @throws NoCandidate where it is none
     */
    Path candidate(String name) {
        if (name == null || !name.matches(NAME) || !Files.isDirectory(candidates.resolve(name))) {
            throw new NoCandidate("There is no such folder in " + candidates + " (wonbooks.routes.candidates): give the"
                    + " name of one directly below it, of letters, digits, '.', '_' and '-'");
        }
        return candidates.resolve(name);
    }

    /** The candidates that are there. */
    List<String> candidateNames() {
        if (!Files.isDirectory(candidates)) {
            return List.of();
        }
        try (Stream<Path> folders = Files.list(candidates)) {
            return folders.filter(Files::isDirectory)
                    .map(folder -> folder.getFileName().toString())
                    .filter(name -> name.matches(NAME))
                    .sorted()
                    .toList();
        } catch (IOException | UncheckedIOException e) {
            return List.of();
        }
    }

    /** Where what runs is copied to. */
    Path copies() {
        return copies;
    }
}
