package org.wonbooks.console.connection;

import java.security.Principal;
import java.util.List;
import java.util.Map;
import org.springframework.core.env.Environment;
import org.springframework.core.env.Profiles;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.ModelAndView;
import org.wonbooks.check.result.CheckResults;
import org.wonbooks.configuration.WonbooksSettings;
import org.wonbooks.connection.Connection;
import org.wonbooks.connection.ConnectionStore;
import org.wonbooks.connection.Peer;
import org.wonbooks.console.page.PageController;
import org.wonbooks.console.work.Waiting;
import org.wonbooks.console.work.WorkQueries;
import org.wonbooks.quickbooks.usage.ReadForecast;

/** The page of connections. */
@PageController
class ConnectionsPage {

    private final ConnectionStore connections;
    private final ConnectionActions actions;
    private final WorkQueries work;
    private final ReadForecast reads;
    private final CheckResults checks;
    private final String publicUrl;
    private final boolean sandbox;

    ConnectionsPage(
            ConnectionStore connections,
            ConnectionActions actions,
            WorkQueries work,
            ReadForecast reads,
            CheckResults checks,
            WonbooksSettings settings,
            Environment environment) {
        this.connections = connections;
        this.actions = actions;
        this.work = work;
        this.reads = reads;
        this.checks = checks;
        this.publicUrl = settings.publicUrl();
        this.sandbox = environment.acceptsProfiles(Profiles.of("sandbox"));
    }

    /**
     * A connection on the page.
     *
     * @param news why its work waits; null: it does not
     * @param faults how many things its last check found to be mended; null: it was never checked
     */
    record Line(Connection connection, Waiting news, WorkQueries.Counts work, ReadForecast.Reads reads, Long faults) {}

    @GetMapping("/")
    ModelAndView page() {
        return page(HttpStatus.OK, null, "", "");
    }

    /** The form below the connections. */
    @PostMapping("/")
    ModelAndView add(@RequestParam String name, @RequestParam String subdomain, Principal person) {
        try {
            actions.create(
                    person.getName(),
                    new ConnectionActions.Wanted(
                            name, new TokenChanges.Kommo(subdomain.strip(), null), null, null, null));
        } catch (ResponseStatusException refused) {
            return page(refused.getStatusCode(), refused.getReason(), name, subdomain);
        }
        return new ModelAndView("redirect:/");
    }

    private ModelAndView page(HttpStatusCode status, String refusal, String name, String subdomain) {
        Map<Long, WorkQueries.Counts> counts = work.counts();
        Map<Long, Long> faults = checks.faults();
        List<Line> lines = connections.all().stream()
                .map(connection -> new Line(
                        connection,
                        Waiting.of(connection).orElse(null),
                        counts.getOrDefault(connection.id(), WorkQueries.Counts.NONE),
                        reads.of(connection.id()),
                        faults.get(connection.id())))
                .toList();
        ModelAndView page = new ModelAndView("connections");
        page.setStatus(status);
        return page.addObject("lines", lines)
                .addObject("peers", Peer.values())
                .addObject(
                        "work",
                        lines.stream().map(Line::work).reduce(WorkQueries.Counts.NONE, WorkQueries.Counts::plus))
                .addObject("quickbooksWebhookUrl", publicUrl + "/webhooks/quickbooks")
                .addObject("readsWarning", reads.warning())
                .addObject("unreadableFix", Connection.UNREADABLE_FIX)
                .addObject("sandbox", sandbox)
                .addObject("refusal", refusal)
                .addObject("name", name)
                .addObject("subdomain", subdomain);
    }
}
