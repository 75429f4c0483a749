package org.wonbooks.console.connect;

import java.security.Principal;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.ModelAndView;
import org.wonbooks.configuration.KommoSettings;
import org.wonbooks.connection.Connection;
import org.wonbooks.connection.ConnectionStore;
import org.wonbooks.connection.Peer;
import org.wonbooks.console.Unknown;
import org.wonbooks.console.connection.ConnectionActions;
import org.wonbooks.console.page.PageController;
import org.wonbooks.oauth.app.AppKeys;

/** The steps of a new connection in which a side of it is connected. */
@PageController
@RequestMapping("/connections/{id:\\d{1,18}}")
class SidesPage {

    private final ConnectionStore connections;
    private final ConnectionActions actions;
    private final AppKeys keys;
    private final KommoSettings kommo;

    SidesPage(ConnectionStore connections, ConnectionActions actions, AppKeys keys, KommoSettings kommo) {
        this.connections = connections;
        this.actions = actions;
        this.keys = keys;
        this.kommo = kommo;
    }

    @GetMapping("/{peer:kommo|quickbooks}")
    ModelAndView side(@PathVariable long id, @PathVariable String peer) {
        return page(id, Peer.ofPath(peer), HttpStatus.OK, null);
    }

    /** Instead of a consent. */
    @PostMapping("/kommo")
    ModelAndView token(@PathVariable long id, @RequestParam(defaultValue = "") String token, Principal person) {
        ConnectionActions.Change change = ConnectionActions.Change.token(Peer.KOMMO, token.strip());
        try {
            actions.change(person.getName(), id, change, actions.prove(id, change));
        } catch (ResponseStatusException refusal) {
            return page(id, Peer.KOMMO, refusal.getStatusCode(), refusal.getReason());
        }
        return new ModelAndView("redirect:/connections/" + id + "/quickbooks");
    }

    private ModelAndView page(long id, Peer peer, HttpStatusCode status, String error) {
        Connection connection = connections.find(id).orElseThrow(() -> Unknown.connection(id));
        ModelAndView page = new ModelAndView("connect-side");
        page.setStatus(status);
        return page.addObject("connection", connection)
                .addObject("peer", peer)
                .addObject("done", connection.state(peer) == Connection.State.READY)
                .addObject("hasKeys", keys.has(peer))
                .addObject("kommoAddress", kommo.accountDomains().get(0))
                .addObject("error", error);
    }
}
