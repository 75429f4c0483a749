package org.wonbooks.routes.check;

import java.util.Set;
import org.apache.camel.RuntimeCamelException;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.spi.Language;
import org.wonbooks.routes.check.mapping.Script;
import org.wonbooks.routes.file.Endpoint;
import org.wonbooks.routes.file.Entry;
import org.wonbooks.routes.file.Expression;
import org.wonbooks.routes.file.RouteFile;

/**
 * Asks Camel and Groovy themselves what they would take: options of endpoints, simple expressions, class names,
 * scripts. Uses a Camel context that is never started; nothing is connected, nothing runs.
 */
final class CamelSyntax implements AutoCloseable {

    private static final Set<String> CLASS_NAMES =
            Set.of("unmarshalType", "exceptionType", "exception", "resultType", "beanType");

    private final DefaultCamelContext camel = new DefaultCamelContext();
    private final EndpointOptions options = new EndpointOptions(camel);
    private final Language simple = camel.resolveLanguage("simple");

    void check(RouteFile file) {
        Endpoint.in(file.root()).forEach(endpoint -> {
            options.check(file, endpoint);
            if (PeerSteps.is(endpoint)) {
                PeerSteps.checkOptions(file, endpoint);
            }
        });
        Expression.in(file.root()).forEach(expression -> checkExpression(file, expression));
        file.root().walk().forEach(entry -> {
            if (entry.name().equals("message") && entry.isText()) {
                checkSimple(file, entry, false);
            } else if (CLASS_NAMES.contains(entry.name()) && entry.isText()) {
                checkClass(file, entry);
            }
        });
    }

    private void checkExpression(RouteFile file, Expression expression) {
        Entry source = expression.source();
        if (source.text().startsWith("resource:")) {
            return;
        }
        switch (expression.language()) {
            case "simple" -> checkSimple(file, source, expression.predicate());
            case "groovy" -> Script.read(file.path(), source.text(), source.textLine(), file.faults());
            default -> {}
        }
    }

    private void checkSimple(RouteFile file, Entry source, boolean predicate) {
        // Properties are filled in before Camel reads the expression; beans are looked for in an index, not here.
        String text = source.text().replaceAll("\\{\\{[^}]*}}", "0").replaceAll("\\$\\{bean:\\w[^{}]*}", "\\${body}");
        try {
            if (predicate) {
                simple.createPredicate(text);
            } else {
                simple.createExpression(text);
            }
        } catch (RuntimeCamelException e) {
            file.fault(
                    source.textLine(),
                    "simple: " + e.getMessage().lines().findFirst().orElse("can't be read"));
        }
    }

    private void checkClass(RouteFile file, Entry entry) {
        if (camel.getClassResolver().resolveClass(entry.text()) == null
                && !entry.text().contains("{{")) {
            file.fault(entry.line(), "there is no class " + entry.text());
        }
    }

    @Override
    public void close() {
        camel.stop();
    }
}
