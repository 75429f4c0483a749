package org.wonbooks.console.routes;

import java.security.Principal;
import java.util.List;
import java.util.Locale;
import org.springframework.context.MessageSource;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import org.wonbooks.console.page.PageController;
import org.wonbooks.console.page.ReaderZone;
import org.wonbooks.routes.RouteDeployment.Outcome;
import org.wonbooks.routes.RouteState;

/** The page of the routes: which set is at work, what could be in its place, and what was. */
@PageController
@RequestMapping("/routes")
class RoutesPage {

    private final RouteState state;
    private final RoutesActions actions;
    private final ReaderZone zone;
    private final MessageSource words;

    RoutesPage(RouteState state, RoutesActions actions, ReaderZone zone, MessageSource words) {
        this.state = state;
        this.actions = actions;
        this.zone = zone;
        this.words = words;
    }

    @GetMapping
    ModelAndView page() {
        return new ModelAndView("routes")
                .addObject("set", state.view())
                .addObject("candidates", state.candidates())
                .addObject("changes", state.changes())
                .addObject("zone", zone.get());
    }

    /** The button "Check". */
    @PostMapping("/check")
    String check(@RequestParam String candidate, RedirectAttributes told, Locale locale) {
        Outcome outcome = actions.check(candidate);
        return told(outcome, outcome.faults().isEmpty() ? "routes.fine" : "routes.faulty", candidate, told, locale);
    }

    /** The button "Put to work". */
    @PostMapping("/apply")
    String apply(@RequestParam String candidate, Principal person, RedirectAttributes told, Locale locale) {
        Outcome outcome = actions.apply(person.getName(), candidate);
        return told(
                outcome, outcome.faults().isEmpty() ? "routes.applied" : "routes.not-applied", candidate, told, locale);
    }

    /** The button "Go back". */
    @PostMapping("/rollback")
    String rollback(Principal person, RedirectAttributes told, Locale locale) {
        Outcome outcome = actions.rollback(person.getName());
        return told(outcome, outcome.faults().isEmpty() ? "routes.back" : "routes.not-back", "", told, locale);
    }

    private String told(Outcome outcome, String key, String candidate, RedirectAttributes told, Locale locale) {
        List<String> faults = outcome.faults().stream().map(Object::toString).toList();
        String text = words.getMessage(key, new Object[] {candidate, outcome.number()}, locale);
        told.addFlashAttribute(faults.isEmpty() ? "news" : "refusal", text);
        told.addFlashAttribute("faults", faults);
        return "redirect:/routes";
    }
}
