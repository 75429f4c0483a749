package org.wonbooks.console.deal;

import java.util.List;
import java.util.Locale;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.wonbooks.database.DatabaseText;

/** Finds deals by what people remember of them. */
@Repository
class DealSearch {

    private static final int LONGEST = 500;

    private final JdbcClient jdbc;

    DealSearch(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * What was found.
     *
     * @param ids rows; null: any
     * @param lookedDownTo the last row that was looked at; null: all were
     */
    record Found(List<Long> ids, Long lookedDownTo) {

        static final Found ANY = new Found(null, null);
    }

    /** All rows that the words are about. */
    List<Long> all(String q) {
        String words = DatabaseText.fit(q, LONGEST).strip().toLowerCase(Locale.ROOT);
        return jdbc.sql(
                        """
                        select d.id from deal d
                         where lower(coalesce(d.name, '')) like :part escape '!' or lower(d.doc_number) like :part escape '!'
                            or d.invoice_id = :whole or cast(d.lead_id as varchar(20)) = :whole
                        """)
                .param("part", "%" + words.replaceAll("[!%_]", "!$0") + "%")
                .param("whole", words)
                .query(Long.class)
                .list();
    }

    /** Those below a row. */
    Found below(String q, long top) {
        return new Found(all(q), null);
    }
}
