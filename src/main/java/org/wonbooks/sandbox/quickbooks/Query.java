package org.wonbooks.sandbox.quickbooks;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A statement of QuickBooks' query language: {@code SELECT *|COUNT(*) FROM Entity [WHERE p op v [AND …]] [ORDERBY p
 * [ASC|DESC], …] [STARTPOSITION n] [MAXRESULTS n]}.
 */
record Query(boolean count, String entity, List<Condition> conditions, List<Order> orders, int start, int max) {

    private static final int LARGEST_PAGE = 1000;
    private static final List<String> OPERATORS = List.of("=", "<", ">", "<=", ">=", "IN", "LIKE");

    /** @param operator {@code = < > <= >= IN LIKE} */
    record Condition(String property, String operator, List<String> values) {}

    record Order(String property, boolean descending) {}

    /** Reads a statement; what is not of the language is refused with 4000 or 4001. */
    static Query parse(String statement) {
        return new Parser(statement).query();
    }

    /** Takes the statement token by token; what is between quotes is never a keyword. */
    private static final class Parser {

        /** A literal, in which {@code \'} and {@code \\} are the only escapes; a word or number; a symbol. */
        private static final Pattern TOKEN =
                Pattern.compile("\\s*(?:'((?:[^'\\\\]|\\\\['\\\\])*)'|([\\w.-]+)|(<=|>=|[=<>(),*]))");

        private final Matcher tokens;
        private final String text;
        private boolean literal;
        private String token;

        Parser(String statement) {
            text = statement.strip();
            for (int i = 0; i < text.length(); i++) {
                if (text.charAt(i) > 0xFF) {
                    throw lexical(i);
                }
            }
            tokens = TOKEN.matcher(text);
            next(0);
        }

        Query query() {
            expect("SELECT");
            boolean count = take("COUNT");
            expect(count ? "(" : "*");
            if (count) {
                expect("*");
                expect(")");
            }
            expect("FROM");
            String entity = word();
            List<Condition> conditions = new ArrayList<>();
            if (take("WHERE")) {
                do {
                    conditions.add(condition());
                } while (take("AND"));
            }
            List<Order> orders = new ArrayList<>();
            if (take("ORDERBY") || take("ORDER") && take("BY")) {
                do {
                    orders.add(order());
                } while (take(","));
            }
            int start = take("STARTPOSITION") ? number(Integer.MAX_VALUE) : 1;
            int max = take("MAXRESULTS") ? number(LARGEST_PAGE) : 100;
            if (token != null) {
                throw unexpected();
            }
            return new Query(count, entity, conditions, orders, start, max);
        }

        private Condition condition() {
            String property = word();
            String operator = literal || token == null ? "" : token.toUpperCase(Locale.ROOT);
            if (!OPERATORS.contains(operator)) {
                throw unexpected();
            }
            consume();
            List<String> values = new ArrayList<>();
            if (operator.equals("IN")) {
                expect("(");
                do {
                    values.add(value());
                } while (take(","));
                expect(")");
            } else {
                values.add(value());
            }
            return new Condition(property, operator, values);
        }

        private Order order() {
            String property = word();
            boolean descending = take("DESC");
            if (!descending) {
                take("ASC");
            }
            return new Order(property, descending);
        }

        private int number(int largest) {
            String digits = word();
            int number = digits.matches("\\d{1,9}") ? Integer.parseInt(digits) : 0;
            if (number < 1 || number > largest) {
                String size = number < 1 ? "too small. Min allowed value is 1" : "too large. Max is " + largest;
                throw new QuickBooksFault("4001", "QueryValidationError: value " + digits + " is " + size, null);
            }
            return number;
        }

        private String word() {
            if (literal) {
                throw unexpected();
            }
            return value();
        }

        private String value() {
            if (token == null || !literal && !token.matches("[\\w.-]+")) {
                throw unexpected();
            }
            return consume();
        }

        private boolean take(String keyword) {
            boolean is = !literal && keyword.equalsIgnoreCase(token);
            if (is) {
                consume();
            }
            return is;
        }

        private void expect(String keyword) {
            if (!take(keyword)) {
                throw unexpected();
            }
        }

        private String consume() {
            String consumed = token;
            next(tokens.end());
            return consumed;
        }

        private void next(int from) {
            if (from == text.length()) {
                literal = false;
                token = null;
                return;
            }
            tokens.region(from, text.length());
            if (!tokens.lookingAt()) {
                throw lexical(from);
            }
            literal = tokens.group(1) != null;
            token = literal
                    ? tokens.group(1).replaceAll("\\\\(['\\\\])", "$1")
                    : tokens.group().strip();
        }

        private QuickBooksFault unexpected() {
            String seen = token == null ? "<EOF>" : token;
            return new QuickBooksFault("4000", "QueryParserError: Encountered \" \"" + seen + "\" at line 1.", null);
        }

        private QuickBooksFault lexical(int at) {
            String detail =
                    "QueryParserError: Invalid content. Lexical error at line 1, column %d.  Encountered: \"\\u%04x\" (%d)";
            int seen = text.charAt(at);
            return new QuickBooksFault("4000", detail.formatted(at + 1, seen, seen), null);
        }
    }
}
