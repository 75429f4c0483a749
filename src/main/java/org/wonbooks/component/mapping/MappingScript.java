package org.wonbooks.component.mapping;

import groovy.lang.Binding;
import groovy.lang.GroovyClassLoader;
import groovy.lang.Script;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.SortedSet;
import java.util.concurrent.TimeoutException;
import org.codehaus.groovy.control.CompilationFailedException;
import org.codehaus.groovy.runtime.InvokerHelper;
import org.wonbooks.fault.Fault;

/** A mapping as it was saved, compiled once. It may be run by many at once. */
public final class MappingScript {

    private static final Duration LIMIT = Duration.ofSeconds(2);

    private final String name;
    private final String text;
    private final Class<?> script;
    private final Duration limit;

    /** Its classes are loaded, on which a first run may spend more time than all others. */
    private volatile boolean warm;

    private MappingScript(String name, String text, Class<?> script, Duration limit) {
        this.name = name;
        this.text = text;
        this.script = script;
        this.limit = limit;
    }

    /**
     * Throws {@link MappingFailed} for what can't be run.
     *
     * @param file its name in {@code mappings/}
     */
    public static MappingScript compile(String file, String text) {
        return compile(file, text, LIMIT);
    }

    /** The same, where it may run for another time. */
    static MappingScript compile(String file, String text, Duration limit) {
        String name = "mappings/" + file;
        // A loader of its own: what is not used any more is forgotten with it.
        try (GroovyClassLoader loader =
                new GroovyClassLoader(MappingScript.class.getClassLoader(), GuardRails.compiler(limit))) {
            return new MappingScript(name, text, loader.parseClass(text, file), limit);
        } catch (CompilationFailedException e) {
            throw new MappingFailed(ScriptWords.of(name, e));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Runs it; throws {@link MappingFailed} where it fails, gives something else, or does not end. A fault that it
     * throws by itself stays what it is.
     */
    public Object run(Map<String, Object> variables, Gives wanted) {
        Object given = ended(variables);
        if (!wanted.takes(given)) {
            throw failed(wanted.refusal(given));
        }
        return given;
    }

    private Object ended(Map<String, Object> variables) {
        try {
            return InvokerHelper.createScript(script.asSubclass(Script.class), new Binding(variables))
                    .run();
        } catch (Fault meant) {
            throw meant;
        } catch (Exception | AssertionError | LinkageError | StackOverflowError e) {
            if (e instanceof TimeoutException && !warm) {
                warm = true;
                return ended(variables);
            }
            throw failed(line(e), ScriptWords.of(e, limit));
        } finally {
            warm = true;
        }
    }

    /** What it gives is not as it has to be. */
    public MappingFailed failed(String words) {
        return failed(lines("").first(), words);
    }

    private MappingFailed failed(int line, String words) {
        return new MappingFailed(new MappingFault(name, line, words));
    }

    /** Where in the script it was; where that is not known, what it gives. */
    private int line(Throwable failure) {
        String file = name.substring(name.lastIndexOf('/') + 1);
        return Arrays.stream(failure.getStackTrace())
                .filter(each -> file.equals(each.getFileName()) && each.getLineNumber() > 0)
                .mapToInt(StackTraceElement::getLineNumber)
                .findFirst()
                .orElseGet(() -> lines("").first());
    }

    /** The lines that set a key; where none does, the one of what is given. */
    public SortedSet<Integer> lines(String key) {
        return MappingLines.of(text, key);
    }

    /** As seen from the routes directory: {@code mappings/invoice.groovy}. */
    public String name() {
        return name;
    }

    String text() {
        return text;
    }
}
