package org.wonbooks.ledger.deal;

import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.wonbooks.database.DatabaseText;
import org.wonbooks.database.DatabaseTime;

/**
 * What deals are told in words beside their money, each once. Everything that writes here is part of its caller's
 * transaction, which holds the fence first.
 */
@Repository
@Transactional(propagation = Propagation.REQUIRED)
public class DealNews {

    private static final int LONGEST = 2000;

    private final JdbcClient jdbc;
    private final DealLedger deals;
    private final DatabaseTime time;

    public DealNews(JdbcClient jdbc, DealLedger deals, DatabaseTime time) {
        this.jdbc = jdbc;
        this.deals = deals;
        this.time = time;
    }

    /**
     * A piece of news.
     *
     * @param name tells it from the deal's other ones
     * @param fix what a person is to do about it, which is a task of its own; null: nothing
     */
    public record News(String name, String words, String fix) {}

    /** The deal is to be told it, unless it was before, by its name. */
    public void tell(Deal deal, News news) {
        boolean known = jdbc.sql("select count(*) from deal_news where deal_id = ? and name = ?")
                        .params(deal.id(), news.name())
                        .query(Long.class)
                        .single()
                > 0;
        if (!known) {
            jdbc.sql("insert into deal_news (deal_id, name, words, fix, at) values (?, ?, ?, ?, ?)")
                    .params(deal.id(), news.name(), DatabaseText.fit(news.words(), LONGEST))
                    .params(DatabaseText.fit(news.fix(), LONGEST), DatabaseTime.parameter(time.now()))
                    .update();
            deals.note(deal, news.words());
        }
    }

    /** The first piece of news that the deal in Kommo was not told yet. */
    public Optional<News> untold(Deal deal) {
        return jdbc.sql("select name, words, fix from deal_news where deal_id = ? and told_at is null"
                        + " order by id limit 1")
                .param(deal.id())
                .query((row, number) -> new News(row.getString("name"), row.getString("words"), row.getString("fix")))
                .optional();
    }

    /** The deal in Kommo was told it. */
    public void told(Deal deal, News news) {
        jdbc.sql("update deal_news set told_at = ? where deal_id = ? and name = ?")
                .params(DatabaseTime.parameter(time.now()), deal.id(), news.name())
                .update();
    }
}
