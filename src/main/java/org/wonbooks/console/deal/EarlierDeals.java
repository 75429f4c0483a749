package org.wonbooks.console.deal;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import org.wonbooks.database.DatabaseJson;
import org.wonbooks.invoicing.draft.InvoiceIntent;
import org.wonbooks.ledger.deal.DealWords;

/** Writes down the words of deals that are older than the table of them, beside the start after an update. */
@Component
class EarlierDeals {

    private static final Logger LOG = LoggerFactory.getLogger(EarlierDeals.class);

    private static final int AT_ONCE = 200;

    private final JdbcClient jdbc;
    private final ObjectMapper json;
    private final TransactionTemplate transaction;

    EarlierDeals(JdbcClient jdbc, ObjectMapper json, TransactionTemplate transaction) {
        this.jdbc = jdbc;
        this.json = json;
        this.transaction = transaction;
    }

    @EventListener(ApplicationReadyEvent.class)
    void begin() {
        if (!next().isEmpty()) {
            Thread writer = new Thread(this::write, "earlier-deals");
            writer.setDaemon(true);
            writer.start();
        }
    }

    /** Another instance may do the same, and a death in between leaves the rest to the next start. */
    void write() {
        try {
            for (List<Unworded> some = next(); !some.isEmpty(); some = next()) {
                List<Unworded> now = some;
                transaction.executeWithoutResult(status -> now.forEach(this::write));
            }
        } catch (DataAccessException e) {
            LOG.warn("The next start goes on to write down what earlier deals are found by: {}", e.getMessage());
        }
    }

    private record Unworded(long id, String name, InvoiceIntent intent) {}

    private List<Unworded> next() {
        return jdbc.sql(
                        """
                        select d.id, d.name, d.intent from deal_unworded u join deal d on d.id = u.deal_id
                         order by d.id desc limit ?
                        """)
                .param(AT_ONCE)
                .query((row, number) -> new Unworded(
                        row.getLong("id"),
                        row.getString("name"),
                        DatabaseJson.read(json, row.getString("intent"), InvoiceIntent.class)))
                .list();
    }

    private void write(Unworded deal) {
        // Whoever takes the row away has the deal to itself.
        if (jdbc.sql("delete from deal_unworded where deal_id = ?")
                        .param(deal.id())
                        .update()
                == 1) {
            InvoiceIntent intent = deal.intent();
            DealWords.keep(
                    jdbc,
                    deal.id(),
                    deal.name(),
                    intent == null ? null : intent.customerName(),
                    intent == null ? null : intent.email());
        }
    }
}
