package org.wonbooks.intake.inbox;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.wonbooks.intake.inbox.KommoIntake.Hook;
import org.wonbooks.ledger.books.BooksCache;
import org.wonbooks.ledger.books.OwnInvoices;
import org.wonbooks.ledger.books.SeenRefunds;
import org.wonbooks.ledger.deal.DealLedger;
import org.wonbooks.ledger.deal.InvoiceLedger;
import org.wonbooks.testing.ConnectedTest;
import org.wonbooks.testing.TestDatabase;
import org.wonbooks.work.WorkQueue;

/** The intake on a database, and the words that tests of it use. */
abstract class BothIntakes extends ConnectedTest {

    static final String ACCOUNT = "account[subdomain]=acme&account[id]=32720107";
    static final String REALM = "9341455000000001";

    final KommoIntake intake;
    final QuickBooksIntake quickBooks;
    final WorkQueue queue;
    final DealLedger deals;
    final Deliveries deliveries;
    String secret;

    BothIntakes(TestDatabase database) {
        super(
                database,
                Inbox.class,
                Untaken.class,
                OwnInvoices.class,
                SeenRefunds.class,
                BooksCache.class,
                BooksHints.class,
                KommoIntake.class,
                QuickBooksIntake.class,
                Deliveries.class);
        intake = bean(KommoIntake.class);
        quickBooks = bean(QuickBooksIntake.class);
        queue = bean(WorkQueue.class);
        deals = bean(DealLedger.class);
        deliveries = bean(Deliveries.class);
    }

    @BeforeEach
    void joinBoth() {
        connections.joinRealm(acme, REALM);
        connections.kommoAccount(acme, 32720107, "Europe/Berlin", "EUR");
        secret = connections.webhookSecret(acme);
    }

    /** A signed delivery comes, and is taken apart. */
    int quickbooks(byte[] body) {
        int status = quickBooks.take(body);
        deliveries.takeWhatIsDue();
        return status;
    }

    /** A delivery comes to an address. */
    int kommo(String secret, byte[] body) {
        return intake.take(List.of(new Hook(secret, body))).get(0);
    }

    void invoiced(long lead, String invoice) {
        bean(InvoiceLedger.class)
                .invoiced(deals.open(acme, lead, "Website"), invoice, "1001", BigDecimal.TEN, BigDecimal.TEN, "EUR");
    }

    static String won(long lead) {
        return lead(lead, 142, 8572511);
    }

    static String lead(long lead, long stage, long pipeline) {
        return "leads[status][0][id]=%d&leads[status][0][status_id]=%d&leads[status][0][pipeline_id]=%d"
                .formatted(lead, stage, pipeline);
    }

    static byte[] form(String... pairs) {
        return String.join("&", pairs).getBytes(UTF_8);
    }

    static String event(String id, String realm, String type, String entity) {
        return "{\"id\":\"%s\",\"type\":\"qbo.%s.v1\",\"intuitentityid\":\"%s\",\"intuitaccountid\":\"%s\"}"
                .formatted(id, type, entity, realm);
    }

    static byte[] events(String... events) {
        return ("[" + String.join(",", events) + "]").getBytes(UTF_8);
    }

    List<String> work() {
        return texts("select kind || ' ' || work_key || ' x' || hints from work order by id");
    }

    List<String> skipped() {
        return texts("select what || ': ' || reason from event where state = 'SKIPPED' order by id");
    }
}
