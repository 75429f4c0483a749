package org.wonbooks.drift.comparison;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.wonbooks.answer.Elements;
import org.wonbooks.component.read.Read;
import org.wonbooks.component.read.Run;
import org.wonbooks.database.Fence;
import org.wonbooks.drift.report.DriftReports;
import org.wonbooks.drift.report.DriftReports.Report;
import org.wonbooks.drift.report.DriftRows;
import org.wonbooks.drift.report.FindingKind;
import org.wonbooks.fault.LeaseLost;
import org.wonbooks.kommo.lead.Lead;
import org.wonbooks.kommo.lead.LeadList;
import org.wonbooks.quickbooks.invoice.Invoice;
import org.wonbooks.quickbooks.query.QueryAnswer;
import org.wonbooks.testing.ConnectedTest;
import org.wonbooks.testing.PlayedPeer;
import org.wonbooks.testing.ProductJson;
import org.wonbooks.testing.TestDatabase;
import org.wonbooks.testing.Whole;
import org.wonbooks.work.Work;
import org.wonbooks.work.WorkQueue;
import org.wonbooks.work.run.WorkClaims;

/** How reports are asked for, filled and replaced. */
class DriftReportsTest {

    @Nested
    class OnH2 extends Reports {
        OnH2() {
            super(TestDatabase.H2);
        }
    }

    @Nested
    @Whole
    class OnPostgreSql extends Reports {
        OnPostgreSql() {
            super(TestDatabase.POSTGRESQL);
        }
    }

    abstract static class Reports extends ConnectedTest {

        private final DriftReports reports;
        private final DriftDeals deals;
        private final DriftInvoices invoices;
        private final MissingDeals missingDeals;
        private final MissingInvoices missingInvoices;
        private final ComparedDeals compared;
        private final DriftRows driftRows;
        private final WorkQueue queue;
        private final PlayedPeer peer;

        Reports(TestDatabase database) {
            super(
                    database,
                    DriftReports.class,
                    DriftDeals.class,
                    DriftInvoices.class,
                    MissingDeals.class,
                    MissingInvoices.class,
                    DealBatches.class,
                    DriftRefunds.class,
                    ComparedDeals.class,
                    DriftRows.class);
            reports = bean(DriftReports.class);
            deals = bean(DriftDeals.class);
            invoices = bean(DriftInvoices.class);
            missingDeals = bean(MissingDeals.class);
            missingInvoices = bean(MissingInvoices.class);
            compared = bean(ComparedDeals.class);
            peer = new PlayedPeer(transaction, bean(Fence.class));
            driftRows = bean(DriftRows.class);
            queue = bean(WorkQueue.class);
        }

        @BeforeEach
        void aDayLater() {
            clock.pass(Duration.ofDays(1));
        }

        @Test
        void aReportTakesThePlaceOfTheOneBefore() {
            assertThat(reports.latest(acme, false)).isEmpty();
            assertThat(reports.progress(acme, false)).isEmpty();

            reports.request(acme);
            reports.request(acme);
            assertThat(reports.progress(acme, false).orElseThrow().underWay()).isTrue();
            Report first = run(lead(17, "500"));
            assertThat(first.since()).isEqualTo(NOON);
            assertThat(first.findings()).isEqualTo(1);
            DriftRows.Row row = driftRows.list(first.id(), 0, 50).get(0);
            assertThat(row.finding().kind()).isEqualTo(FindingKind.WON_WITHOUT_INVOICE);
            assertThat(row.call().path()).isEqualTo("/api/v1/deals/" + acme + "/17/reconcile");
            assertThat(count("drift_report")).isEqualTo(1);
            assertThat(count("drift_deal") + count("drift_invoice")).isZero();

            reports.request(acme);
            Report second = run();

            assertThat(reports.latest(acme, false)).hasValue(second);
            assertThat(second.findings()).isZero();
            assertThat(count("drift_report")).isEqualTo(1);
            assertThat(driftRows.find(acme, row.id())).isEmpty();
        }

        @Test
        void aDryRunIsKeptBesideTheReport() {
            reports.request(acme);
            run(lead(17, "500"));
            Instant since = Instant.parse("2026-01-01T00:00:00Z");
            reports.dryRun(acme, since);
            Report dry = run(lead(17, "500"), lead(18, "7"));

            assertThat(dry.dryRun()).isTrue();
            assertThat(dry.since()).isEqualTo(since);
            assertThat(dry.findings()).isEqualTo(2);
            assertThat(driftRows.list(dry.id(), 1, 50).get(0).finding().words())
                    .isEqualTo(
                            "The deal is won, and there is no invoice for it. It would be looked at, and an invoice over"
                                    + " 7.00 made, unless it is to be held or left alone: its preview says so.");
            assertThat(reports.latest(acme, false).orElseThrow().findings()).isEqualTo(1);
        }

        @Test
        void aRunThatBeginsAgainForgetsWhatTheFirstHadSeen() {
            reports.request(acme);
            Work work = claim();
            Report begun = reports.begin(work, connection());
            Run first = run(work, begun);
            peer.answer(first, deals.ask(first), list(lead(17, "500")));
            queue.tryAgain(work, time.now(), "QuickBooks failed (500)");
            assertThatThrownBy(() -> peer.answer(first, deals.ask(first), list(lead(18, "500"))))
                    .isInstanceOf(LeaseLost.class);

            Report report = run();

            assertThat(report.id()).isEqualTo(begun.id());
            assertThat(report.findings()).isZero();
        }

        @Test
        void allSidesAreComparedAndEachDealOnce() {
            rows.deal(acme, 17, "Paid", "SENT");
            rows.deal(acme, 18, "Deleted", "SENT");
            reports.request(acme);
            Work work = claim();
            Report report = reports.begin(work, connection());
            Run run = run(work, report);
            assertThat(peer.answer(run, deals.ask(run), list(lead(17, "100"), lead(18, "100"))))
                    .isNull();
            // A page may show an invoice that another one has shown already, as it was then.
            Read<?> page = invoices.ask(run);
            peer.answer(run, page, answer(invoice("917", "100", "100", null)));
            page = peer.answer(
                    run,
                    page,
                    answer(
                            invoice("917", "100", "0", null),
                            invoice("3", "9", "9", null),
                            invoice("4", "9", "9", "Thank you wonbooks:" + acme + ":99:1"),
                            invoice("5", "9", "9", "wonbooks:" + (acme + 1) + ":99:1")));
            assertThat(page).isNull();
            assertThat(deals.missing(report)).isEqualTo(99);
            Read<?> missing = missingDeals.ask(run);
            assertThat(missing.path()).isEqualTo("leads/99");
            assertThat(peer.answer(run, missing, null)).isNull();
            assertThat(deals.missing(report)).isZero();
            assertThat(invoices.missing(connection(), report)).containsExactly("918");
            missing = missingInvoices.ask(run);
            assertThat(missing.query().get("query")).contains("Id IN ('918')");
            Read<?> confirmed = peer.answer(run, missing, answer());
            assertThat(confirmed.path()).isEqualTo("invoice/918");
            assertThat(peer.answer(run, confirmed, null)).isNull();
            assertThat(invoices.missing(connection(), report)).isEmpty();
            finish(work, report);

            Report finished = reports.latest(acme, false).orElseThrow();
            assertThat(finished.reads()).isEqualTo(4);
            assertThat(driftRows.list(finished.id(), 0, 50).stream()
                            .map(row ->
                                    row.finding().leadId() + " " + row.finding().kind())
                            .toList())
                    .containsExactly("17 PAID_NOT_SHOWN", "18 WON_WITHOUT_INVOICE", "99 INVOICE_WITHOUT_DEAL");
        }

        @Test
        void theNextPageGoesOnByTime() {
            reports.request(acme);
            Work work = claim();
            Report report = reports.begin(work, connection());
            Run run = run(work, report);
            Invoice[] full = IntStream.range(0, 1000)
                    .mapToObj(i -> invoice("i" + i, "1", "1", null))
                    .toArray(Invoice[]::new);

            Read<?> second = peer.answer(run, invoices.ask(run), answer(full));

            assertThat(second.query().get("query"))
                    .contains("LastUpdatedTime >= '2026-11-22T13:00:00Z'", "STARTPOSITION 1 ");
            Read<?> third = peer.answer(run, second, answer(full));
            assertThat(third.query().get("query"))
                    .contains(
                            "LastUpdatedTime >= '2026-11-22T13:00:00Z'",
                            "LastUpdatedTime < '2026-11-22T13:00:01Z'",
                            "STARTPOSITION 1001 ");
        }

        private Work claim() {
            List<Work> claimed = bean(WorkClaims.class).claim(1);
            assertThat(claimed).hasSize(1);
            return claimed.get(0);
        }

        private Report run(Lead... won) {
            Work work = claim();
            Report report = reports.begin(work, connection());
            Run run = run(work, report);
            peer.answer(run, deals.ask(run), list(won));
            finish(work, report);
            return reports.latest(acme, report.dryRun()).orElseThrow();
        }

        private Run run(Work work, Report report) {
            Run run = PlayedPeer.run(work, connection());
            run.keep("report", report);
            return run;
        }

        private void finish(Work work, Report report) {
            compared.compare(work, connection(), report);
            reports.finish(work, report);
            queue.done(work);
            clock.pass(Duration.ofMinutes(1));
        }

        private static Lead lead(long id, String price) {
            String json = "{\"id\": %d, \"name\": \"Deal %d\", \"price\": %s, \"status_id\": 142, \"pipeline_id\": 1}";
            return ProductJson.read(json.formatted(id, id, price), Lead.class);
        }

        private static LeadList list(Lead... leads) {
            return new LeadList(new LeadList.Embedded(Elements.of(List.of(leads))), Map.of());
        }

        private static Invoice invoice(String id, String total, String balance, String note) {
            String json =
                    """
                    {"Invoice": {"Id": "%s", "TotalAmt": %s, "Balance": %s, "PrivateNote": "%s",
                     "CurrencyRef": {"value": "USD"}, "MetaData": {"LastUpdatedTime": "2026-11-22T05:00:00-08:00"},
                     "Line": [{"DetailType": "SalesItemLineDetail", "Amount": %s}]}}
                    """
                            .formatted(id, total, balance, note, total);
            return ProductJson.read(json, Invoice.Answer.class).invoice();
        }

        private static QueryAnswer answer(Invoice... found) {
            return new QueryAnswer(
                    new QueryAnswer.Found(
                            null,
                            Elements.of(List.of(found)),
                            null,
                            null,
                            null,
                            null,
                            null,
                            null,
                            null,
                            null,
                            null,
                            null),
                    "now");
        }
    }
}
