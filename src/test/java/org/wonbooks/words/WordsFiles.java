package org.wonbooks.words;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import org.wonbooks.testing.SourceFiles;

/** The files of {@code words/}, as they are written. */
final class WordsFiles {

    private static final Path FOLDER = Path.of("src/main/resources/words");

    private WordsFiles() {}

    /** What has English words in Java: why deals are decided as they are. */
    static final String REASONS = "reasons";

    /** What has its English words for keys. */
    static final String TEXTS = "texts";

    /** The parts of the console that have words of their own. */
    static List<String> parts() {
        return SourceFiles.in(FOLDER.toString())
                .map(file -> file.getFileName().toString().replaceAll("(_.*)?\\.properties", ""))
                .distinct()
                .filter(part -> !part.equals(REASONS) && !part.equals(TEXTS))
                .sorted()
                .toList();
    }

    /** Key and text of all parts in a language; empty: English. */
    static Map<String, String> all(String language) {
        Map<String, String> words = new TreeMap<>();
        parts().forEach(part -> words.putAll(part(part, language)));
        return words;
    }

    /** Key and text of one part. */
    static Map<String, String> part(String part, String language) {
        Properties read = new Properties();
        String name = part + (language.isEmpty() ? "" : "_" + language) + ".properties";
        try (var reader = Files.newBufferedReader(FOLDER.resolve(name))) {
            read.load(reader);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Map<String, String> words = new TreeMap<>();
        read.forEach((key, text) -> words.put(String.valueOf(key), String.valueOf(text)));
        return words;
    }
}
