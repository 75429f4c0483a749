package org.wonbooks.words;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.wonbooks.testing.SourceFiles;

/** The keys of words that the templates ask for. */
final class TemplateKeys {

    /**
     * One of them.
     *
     * @param key {@code {…}} stands for what only a run knows
     */
    record Asked(String template, String key, boolean facts) {}

    private static final Pattern IN_QUOTES = Pattern.compile("'([a-z][\\w-]*(?:\\.[\\w-]+)+)'");

    private static final Pattern CALLED = Pattern.compile("(?:#messages\\.msg|show\\.label)\\('([^']+)'(,?)");

    private TemplateKeys() {}

    static List<Asked> all() {
        List<Asked> asked = new ArrayList<>();
        SourceFiles.in("src/main/resources/templates").forEach(file -> {
            String text = SourceFiles.text(file);
            String name = file.getFileName().toString();
            CALLED.matcher(text)
                    .results()
                    .map(call -> new Asked(
                            name,
                            // What follows a full stop is added by the template.
                            call.group(1).replaceAll("\\.$", ".{…}"),
                            !call.group(2).isEmpty()))
                    .forEach(asked::add);
            for (int at = text.indexOf("#{"); at >= 0; at = text.indexOf("#{", at + 2)) {
                read(name, text.substring(at + 2, end(text, at + 2)), asked);
            }
        });
        return asked;
    }

    /** Where the brace that was opened before is closed. */
    private static int end(String text, int from) {
        int depth = 1;
        for (int at = from; at < text.length(); at++) {
            depth += text.charAt(at) == '{' ? 1 : text.charAt(at) == '}' ? -1 : 0;
            if (depth == 0) {
                return at;
            }
        }
        throw new IllegalStateException("no end: " + text.substring(from));
    }

    private static void read(String template, String expression, List<Asked> asked) {
        int end = expression.startsWith("${") ? end(expression, 2) + 1 : 0;
        int facts = expression.startsWith("|")
                ? expression.indexOf('(', expression.indexOf('|', 1))
                : expression.indexOf('(', end);
        String key = facts < 0 ? expression : expression.substring(0, facts);
        if (key.startsWith("${")) {
            IN_QUOTES
                    .matcher(key)
                    .results()
                    .forEach(choice -> asked.add(new Asked(template, choice.group(1), facts >= 0)));
        } else {
            asked.add(new Asked(template, key.replace("|", "").replaceAll("\\$\\{[^}]*}", "{…}"), facts >= 0));
        }
    }
}
