package org.wonbooks.console.deal;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.SqlArrayValue;
import org.springframework.stereotype.Repository;
import org.wonbooks.database.DatabaseText;
import org.wonbooks.ledger.deal.DealWords;

/**
 * Finds deals by what people remember of them: what the words of name, customer and e-mail address begin with, an
 * invoice number or an id, whole; of the newest also any part of the name or number.
 */
@Repository
class DealSearch {

    private static final int LONGEST = 200;

    /** So many are the newest. */
    private static final int NEWEST = 500;

    /** A word that more deals have says too little to begin with: then deals are gone through, so many at a time. */
    private static final int FEW = 2000;

    private static final int AT_A_TIME = 4000;

    private static final String NAMED =
            """
            select d.id from deal d
             where d.id >= :newest and d.id < :top and (lower(d.name) like :part escape '!' or lower(d.doc_number) like :part escape '!')
            union
            select d.id from deal d where d.id < :top and d.doc_number in (:numbers)
            union
            select d.id from connection c join deal d on d.connection_id = c.id and d.invoice_id = :whole
             where d.id < :top
            union
            select d.id from connection c join deal d on d.connection_id = c.id and d.lead_id = :id where d.id < :top
            """;

    private final JdbcClient jdbc;

    DealSearch(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * What was found: rows, or what is true of them where they are many.
     *
     * @param ids null: they are many
     * @param condition of a deal {@code d}, with its values
     * @param lookedDownTo the last row that is looked at; null: all are
     */
    record Found(Collection<Long> ids, String condition, Map<String, Object> values, Long lookedDownTo) {

        /** Nothing is looked for. */
        static final Found ANY = new Found(null, null, Map.of(), null);

        private static Found of(Collection<Long> ids) {
            return new Found(ids, null, Map.of(), null);
        }
    }

    /** All rows that the words are about, however many. */
    Found all(String q) {
        return search(q, Long.MAX_VALUE, Integer.MAX_VALUE);
    }

    /** Those below a row, or the first of them where they are many. */
    Found below(String q, long top) {
        return search(q, top, FEW);
    }

    private Found search(String typed, long top, int few) {
        String q = DatabaseText.fit(typed, LONGEST).strip();
        Collection<Long> found = new TreeSet<>(named(q, top));
        List<Word> words = words(q, few);
        if (words.isEmpty()) {
            return Found.of(found);
        }
        if (words.get(0).deals() <= few) {
            found.addAll(begun(words, top));
            return Found.of(found);
        }
        return goneThrough(words, top, found);
    }

    private List<Long> named(String q, long top) {
        String small = q.toLowerCase(Locale.ROOT);
        return jdbc.sql(NAMED)
                .param("newest", down(Long.MAX_VALUE, NEWEST).orElse(0L))
                .param("top", top)
                .param("part", "%" + small.replaceAll("[!%_]", "!$0") + "%")
                .param("numbers", List.of(q, small, q.toUpperCase(Locale.ROOT)))
                .param("whole", q)
                .param("id", q.matches("\\d{1,18}") ? Long.parseLong(q) : -1)
                .query(Long.class)
                .list();
    }

    /** @param deals how many have it; more than few are not counted */
    private record Word(String text, long deals) {}

    /** The rarest first. */
    private List<Word> words(String q, int few) {
        List<Word> words = new ArrayList<>();
        for (String text : DealWords.sought(q)) {
            long deals = few == Integer.MAX_VALUE
                    ? 0
                    : jdbc.sql("select count(*) from (select 1 from deal_word w0 where " + range(0)
                                    + " limit :most) counted")
                            .params(values(List.of(new Word(text, 0))))
                            .param("most", few + 1)
                            .query(Long.class)
                            .single();
            words.add(new Word(text, deals));
        }
        words.sort((one, other) -> Long.compare(one.deals(), other.deals()));
        return words;
    }

    private List<Long> begun(List<Word> words, long top) {
        return jdbc.sql("select distinct w0.deal_id from deal_word w0 where w0.deal_id < :top and " + range(0)
                        + others(words, 1, "w0.deal_id"))
                .params(values(words))
                .param("top", top)
                .query(Long.class)
                .list();
    }

    private Found goneThrough(List<Word> words, long top, Collection<Long> found) {
        Optional<Long> last = down(top, AT_A_TIME);
        Map<String, Object> values = values(words);
        values.put("last", last.orElse(0L));
        values.put("named", new SqlArrayValue("bigint", found.toArray()));
        return new Found(
                null,
                "d.id >= :last and (1 = 1" + others(words, 0, "d.id")
                        + " or d.id in (select named.id from unnest(:named) as named(id)))",
                values,
                last.orElse(null));
    }

    /**
     * Where about so many rows below one begin; empty: there are fewer. They are numbered from 1 as they come about; to
     * count them would be to read them.
     */
    private Optional<Long> down(long top, int rows) {
        return jdbc.sql("select id from deal where id < ? order by id desc limit 1")
                .param(top)
                .query(Long.class)
                .optional()
                .map(first -> first - rows + 1)
                .filter(last -> last > 1);
    }

    /** Counted, since PostgreSQL would read all that have the word where it may join them. */
    private static String others(List<Word> words, int from, String deal) {
        return IntStream.range(from, words.size())
                .mapToObj(i -> " and (select count(*) from deal_word w" + i + " where w" + i + ".deal_id = " + deal
                        + " and " + range(i) + ") > 0")
                .collect(Collectors.joining());
    }

    private static String range(int i) {
        return "w%d.word >= :from%d and w%d.word < :to%d".formatted(i, i, i, i);
    }

    private static Map<String, Object> values(List<Word> words) {
        Map<String, Object> values = new HashMap<>();
        for (int i = 0; i < words.size(); i++) {
            values.put("from" + i, DealWords.bytes(words.get(i).text()));
            values.put("to" + i, after(words.get(i).text()));
        }
        return values;
    }

    /** What comes after all that begins so: no byte of UTF-8 is the last one. */
    private static byte[] after(String text) {
        byte[] bytes = DealWords.bytes(text);
        bytes[bytes.length - 1]++;
        return bytes;
    }
}
