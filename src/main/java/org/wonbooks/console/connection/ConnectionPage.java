package org.wonbooks.console.connection;

import java.security.Principal;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.springframework.context.MessageSource;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import org.wonbooks.check.result.CheckResults;
import org.wonbooks.configuration.KommoSettings;
import org.wonbooks.configuration.WonbooksSettings;
import org.wonbooks.connection.Connection;
import org.wonbooks.connection.ConnectionStore;
import org.wonbooks.connection.Peer;
import org.wonbooks.console.Unknown;
import org.wonbooks.console.page.PageController;
import org.wonbooks.console.work.Waiting;
import org.wonbooks.oauth.server.AuthorizationServers;
import org.wonbooks.quickbooks.usage.ReadForecast;

/** The page of one connection: where it stands on both sides, and what a person may change of it. */
@PageController
@RequestMapping("/connections/{id:\\d{1,18}}")
class ConnectionPage {

    /** What has a place of its own for what is wrong with it. */
    private static final Set<String> FIELDS = Set.of("name", "address", "token-kommo", "token-quickbooks");

    private final ConnectionStore connections;
    private final ConnectionActions actions;
    private final CheckResults checks;
    private final ReadForecast reads;
    private final AuthorizationServers servers;
    private final KommoSettings kommo;
    private final String publicUrl;
    private final MessageSource words;

    ConnectionPage(
            ConnectionStore connections,
            ConnectionActions actions,
            CheckResults checks,
            ReadForecast reads,
            AuthorizationServers servers,
            KommoSettings kommo,
            WonbooksSettings settings,
            MessageSource words) {
        this.connections = connections;
        this.actions = actions;
        this.checks = checks;
        this.reads = reads;
        this.servers = servers;
        this.kommo = kommo;
        this.publicUrl = settings.publicUrl();
        this.words = words;
    }

    @GetMapping
    ModelAndView page(@PathVariable long id) {
        return page(id, HttpStatus.OK, Map.of(), Map.of());
    }

    /** It goes live on a page of its own, which says what that means. */
    @PostMapping("/mode")
    ModelAndView mode(
            @PathVariable long id,
            @RequestParam String mode,
            Principal person,
            Locale locale,
            RedirectAttributes flash) {
        return mode.equals("live")
                ? new ModelAndView("redirect:/connections/" + id + "/live")
                : change(id, ConnectionActions.Change.mode(mode), "mode", mode, person, locale, flash);
    }

    @PostMapping("/pause")
    ModelAndView pause(@PathVariable long id, Principal person, Locale locale, RedirectAttributes flash) {
        return change(id, ConnectionActions.Change.pause(true), "pause", "", person, locale, flash);
    }

    @PostMapping("/resume")
    ModelAndView resume(@PathVariable long id, Principal person, Locale locale, RedirectAttributes flash) {
        return change(id, ConnectionActions.Change.pause(false), "resume", "", person, locale, flash);
    }

    @PostMapping("/name")
    ModelAndView rename(
            @PathVariable long id,
            @RequestParam String name,
            Principal person,
            Locale locale,
            RedirectAttributes flash) {
        return change(id, ConnectionActions.Change.called(name, null), "name", name, person, locale, flash);
    }

    @PostMapping("/address")
    ModelAndView move(
            @PathVariable long id,
            @RequestParam String address,
            Principal person,
            Locale locale,
            RedirectAttributes flash) {
        return KommoAddress.subdomain(address, kommo.accountDomains())
                .map(subdomain -> change(
                        id,
                        ConnectionActions.Change.called(null, subdomain),
                        "address",
                        address,
                        person,
                        locale,
                        flash))
                .orElseGet(() -> refused(
                        id,
                        HttpStatus.UNPROCESSABLE_ENTITY,
                        "address",
                        words.getMessage("connect.address.wrong", null, locale),
                        address));
    }

    @PostMapping("/{peer:kommo|quickbooks}/token")
    ModelAndView token(
            @PathVariable long id,
            @PathVariable String peer,
            @RequestParam String token,
            Principal person,
            Locale locale,
            RedirectAttributes flash) {
        // What was typed does not come back: it is a secret.
        ConnectionActions.Change change = ConnectionActions.Change.token(Peer.ofPath(peer), token.strip());
        return change(id, change, "token-" + peer, "", person, locale, flash);
    }

    /** @param field of the page's form; its error is told beside it, with what was typed */
    private ModelAndView change(
            long id,
            ConnectionActions.Change change,
            String field,
            String typed,
            Principal person,
            Locale locale,
            RedirectAttributes flash) {
        try {
            actions.change(person.getName(), id, change, actions.prove(id, change));
        } catch (ResponseStatusException refusal) {
            return refused(id, refusal.getStatusCode(), field, refusal.getReason(), typed);
        }
        flash.addFlashAttribute("news", words.getMessage("connect.news." + field, null, locale));
        return new ModelAndView("redirect:/connections/" + id);
    }

    private ModelAndView refused(long id, HttpStatusCode status, String field, String reason, String typed) {
        ModelAndView page = page(id, status, Map.of(field, reason), Map.of(field, typed));
        return FIELDS.contains(field) ? page : page.addObject("refusal", reason);
    }

    private ModelAndView page(long id, HttpStatusCode status, Map<String, String> errors, Map<String, String> typed) {
        Connection connection = connections.find(id).orElseThrow(() -> Unknown.connection(id));
        ModelAndView page = new ModelAndView("connection");
        page.setStatus(status);
        return page.addObject("connection", connection)
                .addObject("waiting", Waiting.of(connection).orElse(null))
                .addObject("unreadableFix", Connection.UNREADABLE_FIX)
                .addObject("reads", reads.of(id))
                .addObject("check", checks.latest(id).orElse(null))
                .addObject("modes", List.of("live", "shadow", "off"))
                .addObject("peers", Peer.values())
                .addObject("lastWebhooks", checks.lastWebhooks(List.of(id)).get(id))
                .addObject("kommoWebhookUrl", publicUrl + "/webhooks/kommo/" + connections.webhookSecret(id))
                .addObject("quickbooksWebhookUrl", publicUrl + "/webhooks/quickbooks")
                .addObject("kommoAddress", kommo.accountDomains().get(0))
                .addObject("lacksKeys", !servers.configured(Peer.KOMMO) || !servers.configured(Peer.QUICKBOOKS))
                .addObject("errors", errors)
                .addObject("typed", typed);
    }
}
