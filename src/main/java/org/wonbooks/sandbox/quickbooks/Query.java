package org.wonbooks.sandbox.quickbooks;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A statement of QuickBooks' query language: {@code SELECT *|COUNT(*) FROM Entity [WHERE p op v [AND …]] [ORDERBY p
 * [ASC|DESC], …] [STARTPOSITION n] [MAXRESULTS n]}.
 */
record Query(boolean count, String entity, List<Condition> conditions, List<Order> orders, int start, int max) {

    /** @param operator {@code = < > <= >= IN LIKE} */
    record Condition(String property, String operator, List<String> values) {}

    record Order(String property, boolean descending) {}

    /** Reads a statement; what is not of the language is refused with 4000 or 4001. */
    static Query parse(String statement) {
        return new Parser(statement).query();
    }

    private static QuickBooksFault invalid(String detail) {
        return new QuickBooksFault("4001", "QueryValidationError: " + detail, null);
    }

    private enum Kind {
        WORD,
        LITERAL,
        SYMBOL,
        END
    }

    private record Token(Kind kind, String text) {}

    private static final class Parser {

        private final String text;
        private int at;
        private Token token;

        Parser(String text) {
            this.text = text;
            next();
        }

        Query query() {
            expect("SELECT");
            boolean count = take("COUNT");
            if (count) {
                expect("(");
            }
            expect("*");
            if (count) {
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
            if (orderBy()) {
                do {
                    String property = word();
                    boolean descending = take("DESC");
                    if (!descending) {
                        take("ASC");
                    }
                    orders.add(new Order(property, descending));
                } while (take(","));
            }
            int start = take("STARTPOSITION") ? number(Integer.MAX_VALUE) : 1;
            int max = take("MAXRESULTS") ? number(1000) : 100;
            if (token.kind != Kind.END) {
                throw unexpected();
            }
            return new Query(count, entity, conditions, orders, start, max);
        }

        private boolean orderBy() {
            if (take("ORDER")) {
                expect("BY");
                return true;
            }
            return take("ORDERBY");
        }

        private Condition condition() {
            String property = word();
            String operator = token.text.toUpperCase(Locale.ROOT);
            if (!List.of("=", "<", ">", "<=", ">=", "IN", "LIKE").contains(operator)) {
                throw unexpected();
            }
            next();
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

        private String value() {
            if (token.kind != Kind.LITERAL && token.kind != Kind.WORD) {
                throw unexpected();
            }
            return consume();
        }

        private String word() {
            if (token.kind != Kind.WORD) {
                throw unexpected();
            }
            return consume();
        }

        private int number(int largest) {
            String digits = token.text;
            if (token.kind != Kind.WORD || !digits.matches("\\d{1,9}")) {
                throw unexpected();
            }
            next();
            int number = Integer.parseInt(digits);
            if (number < 1) {
                throw invalid("value " + number + " is too small. Min allowed value is 1");
            }
            if (number > largest) {
                throw invalid("value " + number + " is too large. Max allowed value is " + largest);
            }
            return number;
        }

        private boolean take(String keyword) {
            boolean is = token.kind != Kind.LITERAL && token.text.equalsIgnoreCase(keyword);
            if (is) {
                next();
            }
            return is;
        }

        private void expect(String keyword) {
            if (!take(keyword)) {
                throw unexpected();
            }
        }

        private String consume() {
            String consumed = token.text;
            next();
            return consumed;
        }

        private void next() {
            while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
                at++;
            }
            if (at == text.length()) {
                token = new Token(Kind.END, "");
                return;
            }
            char first = text.charAt(at);
            int from = at;
            if (first == '\'') {
                token = new Token(Kind.LITERAL, literal());
            } else if (Character.isLetterOrDigit(first) && first <= 0xFF || first == '-') {
                do {
                    at++;
                } while (at < text.length() && String.valueOf(text.charAt(at)).matches("[A-Za-z0-9_.]"));
                token = new Token(Kind.WORD, text.substring(from, at));
            } else if ("=<>(),*".indexOf(first) >= 0) {
                at += text.startsWith("<=", at) || text.startsWith(">=", at) ? 2 : 1;
                token = new Token(Kind.SYMBOL, text.substring(from, at));
            } else {
                throw lexical(from);
            }
        }

        /** Up to the closing quote; {@code \'} and {@code \\} are the only escapes. */
        private String literal() {
            StringBuilder value = new StringBuilder();
            int from = at++;
            while (at < text.length() && text.charAt(at) != '\'') {
                boolean escape = text.charAt(at) == '\\';
                if (escape) {
                    at++;
                }
                if (at == text.length()
                        || text.charAt(at) > 0xFF
                        || escape && text.charAt(at) != '\'' && text.charAt(at) != '\\') {
                    throw lexical(from);
                }
                value.append(text.charAt(at++));
            }
            if (at == text.length()) {
                throw lexical(from);
            }
            at++;
            return value.toString();
        }

        private QuickBooksFault unexpected() {
            return new QuickBooksFault(
                    "4000",
                    "QueryParserError: Encountered \" \"%s\" at line 1, column %d.".formatted(token.text, at),
                    null);
        }

        private QuickBooksFault lexical(int from) {
            String seen = at < text.length()
                    ? "\"\\u%04x\" (%d)".formatted((int) text.charAt(at), (int) text.charAt(at))
                    : "<EOF>";
            return new QuickBooksFault(
                    "4000",
                    "QueryParserError: Invalid content. Lexical error at line 1, column %d.  Encountered: %s, after : \"%s"
                            .formatted(at + 1, seen, text.substring(from, Math.min(at, text.length()))),
                    null);
        }
    }
}
