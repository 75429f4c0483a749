package org.wonbooks.console.start;

import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.springframework.core.env.Environment;
import org.springframework.core.env.Profiles;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.util.UriComponentsBuilder;
import org.wonbooks.check.result.CheckResults;
import org.wonbooks.configuration.WonbooksSettings;
import org.wonbooks.connection.Connection;
import org.wonbooks.connection.ConnectionStore;
import org.wonbooks.connection.Peer;
import org.wonbooks.console.attention.AttentionQueries;
import org.wonbooks.console.page.PageController;
import org.wonbooks.console.page.ReaderZone;
import org.wonbooks.console.work.WorkQueries;
import org.wonbooks.quickbooks.usage.ReadForecast;

/** The page that people start from. */
@PageController
class StartPage {

    private static final int SIZE = 25;

    private final ConnectionStore connections;
    private final WorkQueries work;
    private final AttentionQueries attention;
    private final ReadForecast reads;
    private final CheckResults checks;
    private final Turnover turnover;
    private final ReaderZone readers;
    private final Clock clock;
    private final String publicUrl;
    private final boolean sandbox;

    StartPage(
            ConnectionStore connections,
            WorkQueries work,
            AttentionQueries attention,
            ReadForecast reads,
            CheckResults checks,
            Turnover turnover,
            ReaderZone readers,
            Clock clock,
            WonbooksSettings settings,
            Environment environment) {
        this.connections = connections;
        this.work = work;
        this.attention = attention;
        this.reads = reads;
        this.checks = checks;
        this.turnover = turnover;
        this.readers = readers;
        this.clock = clock;
        this.publicUrl = settings.publicUrl();
        this.sandbox = environment.acceptsProfiles(Profiles.of("sandbox"));
    }

    /**
     * The connections whose name has that in it, those with faults first.
     *
     * @param q null or empty: all
     */
    @GetMapping("/")
    ModelAndView page(@RequestParam(defaultValue = "") String q, @RequestParam(defaultValue = "0") int page) {
        List<Connection> all = connections.all();
        Map<Long, Long> things = attention.counts();
        Map<Long, ReadForecast.Reads> allReads = reads.all();
        Map<Long, WorkQueries.Counts> counts = work.counts();
        List<Line> lines = lines(all, things, allReads, counts);
        List<Line> found = lines.stream().filter(line -> line.isCalled(q)).toList();
        List<Line> shown =
                found.stream().skip((long) Math.max(page, 0) * SIZE).limit(SIZE).toList();
        ZoneId zone = readers.get();
        List<Turnover.Currency> money = turnover.of(LocalDate.now(clock.withZone(zone)), zone);
        long asked = things.values().stream().mapToLong(Long::longValue).sum();
        return new ModelAndView("start")
                .addObject("well", Wellbeing.of(lines, asked))
                .addObject("things", asked)
                .addObject("work", WorkQueries.Counts.sum(counts))
                .addObject("money", money)
                .addObject(
                        "charts",
                        money.stream()
                                .limit(3)
                                .map(each -> Chart.of(each.days()))
                                .toList())
                .addObject("zone", zone)
                .addObject("readsWarning", reads.warning(allReads))
                .addObject("lines", shown)
                .addObject(
                        "told", checks.lastWebhooks(shown.stream().map(Line::id).toList()))
                .addObject("peers", Peer.values())
                .addObject("connections", all.size())
                .addObject("found", found.size())
                .addObject("q", q)
                .addObject("page", Math.max(page, 0))
                .addObject("more", found.size() > (Math.max(page, 0) + 1L) * SIZE)
                .addObject("here", here(q))
                .addObject("unreadableFix", Connection.UNREADABLE_FIX)
                .addObject("quickbooksWebhookUrl", publicUrl + "/webhooks/quickbooks")
                .addObject("sandbox", sandbox);
    }

    private List<Line> lines(
            List<Connection> all,
            Map<Long, Long> things,
            Map<Long, ReadForecast.Reads> allReads,
            Map<Long, WorkQueries.Counts> counts) {
        Map<Long, Long> faults = checks.faults();
        return all.stream()
                .map(connection -> new Line(
                        connection,
                        things.getOrDefault(connection.id(), 0L),
                        counts.getOrDefault(connection.id(), WorkQueries.Counts.NONE),
                        allReads.getOrDefault(connection.id(), Line.NO_READS),
                        faults.getOrDefault(connection.id(), 0L),
                        clock.instant()))
                .sorted(Comparator.comparing(Line::hasFault).reversed())
                .toList();
    }

    private static String here(String q) {
        return q.isEmpty()
                ? "/"
                : UriComponentsBuilder.fromPath("/")
                        .queryParam("q", "{q}")
                        .encode()
                        .buildAndExpand(q)
                        .toUriString();
    }
}
