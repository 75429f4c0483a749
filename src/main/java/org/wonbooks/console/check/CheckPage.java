package org.wonbooks.console.check;

import java.security.Principal;
import java.util.stream.Stream;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.servlet.ModelAndView;
import org.wonbooks.check.result.CheckResults;
import org.wonbooks.connection.Connection;
import org.wonbooks.connection.Peer;
import org.wonbooks.console.connection.ConnectionActions;
import org.wonbooks.console.page.PageController;
import org.wonbooks.reconcile.LeftOut;

/** The page that shows what the last check of a connection found, with the buttons that check anew and provision. */
@PageController
@RequestMapping("/connections/{id:\\d{1,18}}/check")
class CheckPage {

    private final CheckActions actions;
    private final ConnectionActions connections;
    private final CheckResults results;
    private final LeftOut leftOut;

    CheckPage(CheckActions actions, ConnectionActions connections, CheckResults results, LeftOut leftOut) {
        this.leftOut = leftOut;
        this.actions = actions;
        this.connections = connections;
        this.results = results;
    }

    @GetMapping
    ModelAndView page(@PathVariable long id) {
        Connection connection = actions.find(id);
        CheckResults.Result result = results.latest(id).orElse(null);
        return new ModelAndView("check")
                .addObject("connection", connection)
                .addObject("result", result)
                .addObject(
                        "leftOut",
                        Stream.of(Peer.values())
                                .flatMap(peer -> leftOut.of(id, peer).stream())
                                .toList())
                .addObject("checkedAt", result == null ? null : connection.shown(result.checkedAt()));
    }

    /** The button "Check now". */
    @PostMapping
    String check(@PathVariable long id, Principal person) {
        actions.check(person.getName(), id);
        return "redirect:/connections/" + id + "/check";
    }

    /** The button "Provision"; a check follows by itself. */
    @PostMapping("/provision")
    String provision(@PathVariable long id, Principal person) {
        connections.provision(person.getName(), id);
        return "redirect:/connections/" + id + "/check";
    }
}
