package org.wonbooks.component.mapping;

import groovy.lang.GroovyRuntimeException;
import groovy.lang.MissingMethodException;
import groovy.lang.MissingPropertyException;
import groovy.lang.Script;
import java.lang.reflect.Method;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.codehaus.groovy.control.CompilationFailedException;
import org.codehaus.groovy.control.MultipleCompilationErrorsException;
import org.codehaus.groovy.control.messages.ExceptionMessage;
import org.codehaus.groovy.control.messages.SyntaxErrorMessage;
import org.codehaus.groovy.runtime.MethodRankHelper;

/** What went wrong in a mapping, in words for whoever edits it. */
final class ScriptWords {

    /** Groovy's, of what stands before a dot. */
    private static final Pattern OF_NULL =
            Pattern.compile("Cannot (?:invoke method|get property|set property) '?(.+?)" + "'? on null object");

    private static final Pattern POSITION = Pattern.compile(" @ line \\d+, column \\d+\\.?$");

    private ScriptWords() {}

    /** Of a text that is no script, or none that may be run. */
    static List<MappingFault> of(String name, CompilationFailedException failed) {
        List<MappingFault> faults = new ArrayList<>();
        if (failed instanceof MultipleCompilationErrorsException several) {
            several.getErrorCollector().getErrors().forEach(error -> {
                if (error instanceof SyntaxErrorMessage syntax) {
                    String words = syntax.getCause().getOriginalMessage().split("\\R", 2)[0];
                    faults.add(new MappingFault(name, syntax.getCause().getLine(), readable(words)));
                } else if (error instanceof ExceptionMessage other
                        && other.getCause() instanceof GuardRails.Refused refused) {
                    faults.add(new MappingFault(name, refused.line(), refused.getMessage()));
                } else if (error instanceof ExceptionMessage other) {
                    faults.add(new MappingFault(
                            name, 0, readable(String.valueOf(other.getCause().getMessage()))));
                }
            });
        }
        return faults.isEmpty() ? List.of(new MappingFault(name, 0, readable(failed.getMessage()))) : faults;
    }

    private static String readable(String words) {
        return POSITION.matcher(words.strip()).replaceAll("");
    }

    /** Of a script that did not come to its end. */
    static String of(Throwable failure, Duration limit) {
        if (failure instanceof TimeoutException) {
            return "did not end within "
                    + BigDecimal.valueOf(limit.toMillis(), 3)
                            .stripTrailingZeros()
                            .toPlainString() + " seconds";
        } else if (failure instanceof StackOverflowError) {
            return "calls itself without an end";
        } else if (failure instanceof MissingPropertyException missing && missing.getType() != null) {
            return property(missing.getProperty(), missing.getType());
        } else if (failure instanceof MissingMethodException missing && missing.getType() != null) {
            return method(missing.getMethod(), missing.getType(), missing.getArguments());
        }
        String message = Objects.toString(failure.getMessage(), "");
        Matcher ofNull = OF_NULL.matcher(message);
        if (failure instanceof NullPointerException && ofNull.matches()) {
            return "what stands before ." + ofNull.group(1) + " is null: write ?. where it may be missing";
        }
        String kind = failure instanceof GroovyRuntimeException
                ? ""
                : " (" + failure.getClass().getSimpleName() + ")";
        return (message.isEmpty() ? "fails" : "fails: " + message.split("\\R", 2)[0]) + kind;
    }

    private static String property(String name, Class<?> type) {
        if (Script.class.isAssignableFrom(type)) {
            return "there is no '" + name + "' here: the run's own are variables." + name
                    + " and the like, yours begin with def";
        }
        boolean method = Arrays.stream(type.getMethods())
                .anyMatch(each -> each.getName().equals(name) && each.getParameterCount() == 0);
        return method
                ? a(type) + " has no '" + name + "' without its brackets: write " + name + "()"
                : a(type) + " has no '" + name + "'" + methodsLike(name, type);
    }

    private static String method(String name, Class<?> type, Object[] arguments) {
        if (Script.class.isAssignableFrom(type)) {
            return "there is no method '" + name + "' here";
        }
        boolean named =
                Arrays.stream(type.getMethods()).anyMatch(each -> each.getName().equals(name));
        String given = Arrays.stream(arguments)
                .map(each -> each == null ? "null" : each.getClass().getSimpleName())
                .collect(Collectors.joining(", "));
        return named
                ? type.getSimpleName() + "." + name + " does not take (" + given + ")"
                : a(type) + " has no '" + name + "()'" + methodsLike(name, type);
    }

    private static String a(Class<?> type) {
        String name = type.getSimpleName();
        return ("AEIOU".indexOf(name.charAt(0)) < 0 ? "a " : "an ") + name;
    }

    /** The nearest by Groovy's own measure, which counts ten for each letter. */
    private static String methodsLike(String name, Class<?> type) {
        return Arrays.stream(type.getMethods())
                .filter(each -> each.getDeclaringClass() == type)
                .map(Method::getName)
                .filter(each -> MethodRankHelper.delDistance(name, each) <= 10 * Math.max(1, name.length() / 3))
                .min(Comparator.comparing(each -> MethodRankHelper.delDistance(name, each)))
                .map(each -> ", but " + each + "()")
                .orElse("");
    }
}
