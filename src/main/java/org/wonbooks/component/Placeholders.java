package org.wonbooks.component;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Expression;

/**
 * A path with places for single values of what a run has kept: {@code contacts/{lead.contactId}}. A value is digits,
 * letters, {@code _} and {@code -}; so none can change where the path leads.
 */
final class Placeholders {

    private static final Pattern PLACE = Pattern.compile("\\{([a-z][A-Za-z]*(?:\\.[a-z][A-Za-z]*)+)}");
    private static final Pattern FIXED = Pattern.compile("[A-Za-z0-9_/?=,-]*");
    private static final Pattern VALUE = Pattern.compile("[A-Za-z0-9_-]+");

    private final List<Expression> parts = new ArrayList<>();

    /** Throws IllegalArgumentException for what is no such path. */
    Placeholders(String path, CamelContext camel) {
        refuseOther(path);
        Matcher place = PLACE.matcher(path);
        int end = 0;
        while (place.find()) {
            constant(path.substring(end, place.start()), camel);
            parts.add(expression("${variable." + place.group(1) + "}", camel));
            end = place.end();
        }
        constant(path.substring(end), camel);
    }

    /** Throws IllegalArgumentException for what is no path with places. */
    static void refuseOther(String path) {
        if (path.isEmpty()
                || !FIXED.matcher(PLACE.matcher(path).replaceAll("0")).matches()) {
            throw new IllegalArgumentException("not a path: " + path
                    + " (letters, digits, / _ - and places like {lead.contactId}; at most one parameter behind a ?)");
        }
    }

    private void constant(String text, CamelContext camel) {
        if (!text.isEmpty()) {
            Expression constant = camel.resolveLanguage("constant").createExpression(text);
            parts.add(constant);
        }
    }

    private static Expression expression(String simple, CamelContext camel) {
        Expression expression = camel.resolveLanguage("simple").createExpression(simple);
        expression.init(camel);
        return new Checked(expression);
    }

    /** The path for a run; null: a value is missing. */
    String of(Exchange exchange) {
        StringBuilder path = new StringBuilder();
        for (Expression part : parts) {
            String text = part.evaluate(exchange, String.class);
            if (text == null) {
                return null;
            }
            path.append(text);
        }
        return path.toString();
    }

    private record Checked(Expression value) implements Expression {

        @Override
        public <T> T evaluate(Exchange exchange, Class<T> type) {
            String text = value.evaluate(exchange, String.class);
            if (text != null && !text.isEmpty() && !VALUE.matcher(text).matches()) {
                throw new IllegalArgumentException("Not a single value of a path: " + text);
            }
            return text == null || text.isEmpty() ? null : type.cast(text);
        }

        @Override
        public void init(CamelContext camel) {
            value.init(camel);
        }
    }
}
