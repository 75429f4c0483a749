package org.wonbooks.console;

import java.security.Principal;
import java.util.List;
import java.util.Map;
import org.springframework.core.env.Environment;
import org.springframework.core.env.Profiles;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.ModelAndView;
import org.wonbooks.configuration.WonbooksSettings;
import org.wonbooks.connection.Connection;
import org.wonbooks.connection.Connection.State;
import org.wonbooks.connection.ConnectionStore;
import org.wonbooks.connection.Peer;

/** The page of connections, and the way in to it. */
@Controller
class ConnectionsPage {

    private final ConnectionStore connections;
    private final ConnectionActions actions;
    private final WorkQueries work;
    private final String publicUrl;
    private final boolean sandbox;

    ConnectionsPage(
            ConnectionStore connections,
            ConnectionActions actions,
            WorkQueries work,
            WonbooksSettings settings,
            Environment environment) {
        this.connections = connections;
        this.actions = actions;
        this.work = work;
        this.publicUrl = settings.publicUrl();
        this.sandbox = environment.acceptsProfiles(Profiles.of("sandbox"));
    }

    /** A connection as a line of the page; {@code work} of each state. */
    record Line(Connection connection, String news, List<PeerLine> peers, Work work) {}

    /** One side of a connection, in words. */
    record PeerLine(String title, String account, String words, boolean ready, String connect) {}

    /** How much work there is. */
    record Work(long open, long paused, long dead) {

        static Work of(Map<WorkQueries.State, Long> counts) {
            return new Work(
                    counts.getOrDefault(WorkQueries.State.OPEN, 0L)
                            + counts.getOrDefault(WorkQueries.State.RUNNING, 0L),
                    counts.getOrDefault(WorkQueries.State.PAUSED, 0L),
                    counts.getOrDefault(WorkQueries.State.DEAD, 0L));
        }

        Work plus(Work other) {
            return new Work(open + other.open, paused + other.paused, dead + other.dead);
        }
    }

    @GetMapping("/login")
    String login() {
        return "login";
    }

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
                            name, new ConnectionActions.Wanted.Kommo(subdomain.strip(), null), null, null));
        } catch (ResponseStatusException refused) {
            return page(HttpStatus.valueOf(refused.getStatusCode().value()), refused.getReason(), name, subdomain);
        }
        return new ModelAndView("redirect:/");
    }

    private ModelAndView page(HttpStatus status, String refusal, String name, String subdomain) {
        Map<Long, Map<WorkQueries.State, Long>> counts = work.counts();
        List<Line> lines = connections.all().stream()
                .map(connection -> new Line(
                        connection,
                        Waiting.of(connection).map(Waiting::reason).orElse("Ready"),
                        List.of(peer(connection, Peer.KOMMO), peer(connection, Peer.QUICKBOOKS)),
                        Work.of(counts.getOrDefault(connection.id(), Map.of()))))
                .toList();
        return new ModelAndView("connections", status)
                .addObject("lines", lines)
                .addObject("work", lines.stream().map(Line::work).reduce(new Work(0, 0, 0), Work::plus))
                .addObject("quickbooksWebhookUrl", publicUrl + "/webhooks/quickbooks")
                .addObject("sandbox", sandbox)
                .addObject("refusal", refusal)
                .addObject("name", name)
                .addObject("subdomain", subdomain);
    }

    private static PeerLine peer(Connection connection, Peer peer) {
        State state = connection.state(peer);
        String account = peer == Peer.KOMMO ? connection.kommoSubdomain() : company(connection);
        String words =
                switch (state) {
                    case READY -> "Connected";
                    case NEW -> "Not connected yet";
                    default -> "No longer accepted: connect again";
                };
        return new PeerLine(
                peer.title(),
                account,
                words,
                state == State.READY,
                "/oauth/" + peer.path() + "/connect?connection=" + connection.id());
    }

    private static String company(Connection connection) {
        return connection.companyName() == null ? connection.realmId() : connection.companyName();
    }
}
