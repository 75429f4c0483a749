package org.wonbooks.console.connect;

import java.security.Principal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.springframework.context.MessageSource;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import org.wonbooks.check.fact.AccountReads;
import org.wonbooks.check.fact.Part;
import org.wonbooks.check.result.CheckResults;
import org.wonbooks.connection.Connection;
import org.wonbooks.connection.ConnectionStore;
import org.wonbooks.connection.Peer;
import org.wonbooks.console.Unknown;
import org.wonbooks.console.connection.ConnectionActions;
import org.wonbooks.console.deal.AskedPreview;
import org.wonbooks.console.page.PageController;
import org.wonbooks.flow.preview.DealPreview;
import org.wonbooks.kommo.lead.Lead;

/** The page that says what will be billed and what will not, before a connection goes live. */
@PageController
@RequestMapping("/connections/{id:\\d{1,18}}/live")
class LivePage {

    /** Each costs reads. */
    private static final int PREVIEWED = 5;

    private final ConnectionStore connections;
    private final ConnectionActions actions;
    private final CheckResults checks;
    private final AccountReads accounts;
    private final AskedPreview previews;
    private final MessageSource words;

    LivePage(
            ConnectionStore connections,
            ConnectionActions actions,
            CheckResults checks,
            AccountReads accounts,
            AskedPreview previews,
            MessageSource words) {
        this.connections = connections;
        this.actions = actions;
        this.checks = checks;
        this.accounts = accounts;
        this.previews = previews;
        this.words = words;
    }

    @GetMapping
    ModelAndView page(@PathVariable long id) {
        return page(find(id), null, null);
    }

    /** What would become of the deals that were won last, if each were won now. In no transaction: peers are called. */
    @PostMapping("/preview")
    ModelAndView preview(@PathVariable long id) {
        Connection connection = find(id);
        Part<List<Lead>> won = accounts.of(connection).won();
        if (!won.isRead()) {
            return page(connection, List.of(), won.why().detail());
        }
        List<DealPreview> seen = new ArrayList<>();
        List<Lead> last = won.found().stream()
                .filter(lead -> connection.settings().won().includes(lead.pipelineId(), lead.statusId()))
                .limit(PREVIEWED)
                .toList();
        for (Lead lead : last) {
            try {
                seen.add(previews.of(id, lead.id(), true, null));
            } catch (ResponseStatusException notNow) {
                return page(connection, seen, notNow.getReason());
            }
        }
        return page(connection, seen, null);
    }

    /** It was asked for once more. */
    @PostMapping
    ModelAndView goLive(@PathVariable long id, Principal person, Locale locale, RedirectAttributes flash) {
        Connection connection = find(id);
        try {
            ConnectionActions.Change change = ConnectionActions.Change.mode("live");
            actions.change(person.getName(), id, change, actions.prove(id, change));
        } catch (ResponseStatusException refusal) {
            ModelAndView page = page(connection, null, null);
            page.setStatus(refusal.getStatusCode());
            return page.addObject("refusal", refusal.getReason());
        }
        flash.addFlashAttribute("news", words.getMessage("connect.news.live", null, locale));
        return new ModelAndView("redirect:/connections/" + id);
    }

    /** @param seen null: nobody has asked for it */
    private ModelAndView page(Connection connection, List<DealPreview> seen, String unread) {
        return new ModelAndView("connect-live")
                .addObject("connection", connection)
                .addObject("ready", Stream.of(Peer.values()).allMatch(peer -> isReady(connection, peer)))
                .addObject("again", connection.live().seenAt() != null && !connection.inShadow())
                .addObject("check", checks.latest(connection.id()).orElse(null))
                .addObject("seen", seen)
                .addObject("unread", unread);
    }

    private static boolean isReady(Connection connection, Peer peer) {
        return connection.state(peer) == Connection.State.READY;
    }

    private Connection find(long id) {
        return connections.find(id).orElseThrow(() -> Unknown.connection(id));
    }
}
