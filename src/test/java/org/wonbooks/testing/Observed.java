package org.wonbooks.testing;

import static java.util.stream.Collectors.groupingBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.sql.Clob;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What is looked at: the sandbox's books and deals, and the product's tables. */
abstract class Observed {

    static final Pattern INVOICE_MARK = Pattern.compile("wonbooks:(\\d+):(\\d+):(\\d+)$");

    final JsonNode books;
    final List<JsonNode> leads;
    final List<JsonNode> invoices = new ArrayList<>();
    final List<String> violations = new ArrayList<>();
    private final JdbcClient jdbc;

    Observed(JsonNode state, JdbcClient jdbc) {
        this.jdbc = jdbc;
        books = state.path("quickbooks").path("realms");
        leads = stream(state.path("kommo").path("leads")).toList();
        stream(books).forEach(realm -> stream(realm.path("invoices")).forEach(invoices::add));
    }

    static List<String> repeated(Stream<String> values) {
        return values.collect(groupingBy(each -> each)).entrySet().stream()
                .filter(entry -> entry.getValue().size() > 1)
                .map(Map.Entry::getKey)
                .sorted()
                .toList();
    }

    /** Rows with their columns in upper case, as H2 calls them and PostgreSQL does not. */
    List<Map<String, Object>> rows(String sql, Object... parameters) {
        return jdbc.sql(sql)
                .params(parameters)
                .query((row, number) -> {
                    Map<String, Object> values = new HashMap<>();
                    for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
                        String column = row.getMetaData().getColumnLabel(i).toUpperCase(Locale.ROOT);
                        Object value = row.getObject(i);
                        values.put(column, value instanceof Clob ? row.getString(i) : value);
                    }
                    return values;
                })
                .list();
    }

    static String text(JsonNode holder, String field) {
        return holder.path(field).asText();
    }

    static Stream<JsonNode> stream(JsonNode container) {
        return StreamSupport.stream(container.spliterator(), false);
    }

    void say(String sentence, Object... parts) {
        violations.add(sentence.formatted(parts));
    }
}
