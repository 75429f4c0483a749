package org.wonbooks.console.check;

import java.security.Principal;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.springframework.context.MessageSource;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import org.wonbooks.check.result.CheckResults;
import org.wonbooks.check.result.CheckRow;
import org.wonbooks.check.result.CheckRow.State;
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
    private final MessageSource words;

    CheckPage(
            CheckActions actions,
            ConnectionActions connections,
            CheckResults results,
            LeftOut leftOut,
            MessageSource words) {
        this.actions = actions;
        this.connections = connections;
        this.results = results;
        this.leftOut = leftOut;
        this.words = words;
    }

    /** Rows of one state; the faults come first, and only they and what is not seen yet stand open. */
    record Part(State state, List<Line> lines) {}

    /**
     * A row.
     *
     * @param setting it is about one, which has a field of this name; null: it is not
     */
    record Line(String title, String setting, CheckRow row) {}

    @GetMapping
    ModelAndView page(@PathVariable long id, Locale locale) {
        Connection connection = actions.find(id);
        CheckResults.Result result = results.latest(id).orElse(null);
        return new ModelAndView("check")
                .addObject("connection", connection)
                .addObject("result", result)
                .addObject("parts", result == null ? List.of() : parts(result, locale))
                .addObject(
                        "leftOut",
                        Stream.of(Peer.values())
                                .flatMap(peer -> leftOut.of(id, peer).stream())
                                .toList());
    }

    private List<Part> parts(CheckResults.Result result, Locale locale) {
        return Stream.of(State.FAULT, State.FOLLOWS, State.UNSEEN, State.FINE)
                .map(state -> new Part(
                        state,
                        result.rows().stream()
                                .filter(row -> row.state() == state)
                                .map(row -> line(row, locale))
                                .toList()))
                .filter(part -> !part.lines().isEmpty())
                .toList();
    }

    private Line line(CheckRow row, Locale locale) {
        String name = row.check();
        String field = words.getMessage("settings." + name, null, null, locale);
        return field == null
                ? new Line(words.getMessage("check." + name, null, name, locale), null, row)
                : new Line(field, name, row);
    }

    /** The button "Check now". */
    @PostMapping
    String check(@PathVariable long id, Principal person) {
        actions.check(person.getName(), id);
        return "redirect:/connections/" + id + "/check";
    }

    /** The button "Provision"; a check follows by itself. */
    @PostMapping("/provision")
    String provision(@PathVariable long id, Principal person, Locale locale, RedirectAttributes flash) {
        connections.provision(person.getName(), id);
        flash.addFlashAttribute("news", words.getMessage("check.provision.done", null, locale));
        return "redirect:/connections/" + id + "/check";
    }
}
