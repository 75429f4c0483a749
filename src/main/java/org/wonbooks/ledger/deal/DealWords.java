package org.wonbooks.ledger.deal;

import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.SqlArrayValue;
import org.wonbooks.invoicing.PlainText;

/** The words that a deal is found by. */
public final class DealWords {

    private static final Pattern ACCENTS = Pattern.compile("\\p{M}+");
    private static final Pattern BLANKS = Pattern.compile("\\s+");
    private static final Pattern BETWEEN = Pattern.compile("[^\\p{L}\\p{N}]+");

    /** More of a word, and more words of a deal, nobody types. */
    private static final int LONGEST = 40;

    private static final int MOST = 60;

    private DealWords() {}

    /** The words to look for: of an e-mail address the whole, since parts of it are in many. */
    public static Set<String> sought(String text) {
        return words(Stream.of(text), word -> word.indexOf('@') > 0 ? Stream.of(word) : BETWEEN.splitAsStream(word));
    }

    private static Set<String> words(Stream<String> texts, Function<String, Stream<String>> parts) {
        return texts.filter(Objects::nonNull)
                .map(text -> ACCENTS.matcher(Normalizer.normalize(text, Normalizer.Form.NFKD))
                        .replaceAll("")
                        .toLowerCase(Locale.ROOT))
                .flatMap(BLANKS::splitAsStream)
                .flatMap(parts)
                .filter(word -> !word.isEmpty())
                .map(word -> PlainText.cut(word, LONGEST))
                .limit(MOST)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** In the order of both databases. */
    public static byte[] bytes(String word) {
        return word.getBytes(StandardCharsets.UTF_8);
    }

    /** A deal is found by these too from now on. */
    public static void keep(JdbcClient jdbc, long dealId, String... texts) {
        List<byte[]> words = words(Stream.of(texts), DealWords::kept).stream()
                .map(DealWords::bytes)
                .toList();
        if (!words.isEmpty()) {
            jdbc.sql(
                            """
                            insert into deal_word (deal_id, word)
                            select cast(:deal as bigint), said.word from unnest(:words) as said(word)
                             where not exists (select 1 from deal_word known where known.deal_id = :deal
                                                                              and known.word = said.word)
                            """)
                    .param("deal", dealId)
                    .param("words", new SqlArrayValue("bytea", words.toArray(byte[][]::new)))
                    .update();
        }
    }

    private static Stream<String> kept(String word) {
        Stream<String> parts = BETWEEN.splitAsStream(word);
        return word.indexOf('@') > 0 ? Stream.concat(Stream.of(word), parts) : parts;
    }
}
