package org.wonbooks.routes;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.apache.camel.language.groovy.GroovyExpression;
import org.apache.camel.language.groovy.GroovyLanguage;
import org.springframework.stereotype.Component;
import org.wonbooks.configuration.WonbooksSettings;

/**
 * Camel's Groovy, but for one thing: a mapping is read from its file whenever it is run, so that a change counts from
 * the next deal, and the next preview, on. Camel compiles each text once.
 */
@Component("groovy-language")
public class MappingLanguage extends GroovyLanguage {

    private final Path mappings;

    public MappingLanguage(WonbooksSettings settings) {
        mappings = settings.routes().resolve("mappings");
    }

    /** Camel hands on a file's text, not its name: the file is the one that holds just this. */
    @Override
    public GroovyExpression createExpression(String text) {
        List<Path> files = filesOf(text);
        return files.size() == 1 ? new InFile(text, files.get(0)) : super.createExpression(text);
    }

    private List<Path> filesOf(String text) {
        if (!Files.isDirectory(mappings)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(mappings)) {
            return files.filter(file -> file.toString().endsWith(".groovy"))
                    .filter(file -> read(file).strip().equals(text.strip()))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException("The mapping " + file.getFileName() + " can't be read", e);
        }
    }

    private static class InFile extends GroovyExpression {

        private final Path file;

        InFile(String text, Path file) {
            super(text);
            this.file = file;
        }

        @Override
        public <T> T evaluate(Exchange exchange, Class<T> type) {
            return new GroovyExpression(read(file)).evaluate(exchange, type);
        }
    }
}
