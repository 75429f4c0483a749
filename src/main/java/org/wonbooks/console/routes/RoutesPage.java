package org.wonbooks.console.routes;

import java.security.Principal;
import java.util.List;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import org.wonbooks.console.page.PageController;
import org.wonbooks.routes.RouteDeployment.Outcome;
import org.wonbooks.routes.RouteState;

/** The page of the routes: which set is at work, what could be in its place, and what was. */
@PageController
@RequestMapping("/routes")
class RoutesPage {

    private final RouteState state;
    private final RoutesActions actions;

    RoutesPage(RouteState state, RoutesActions actions) {
        this.state = state;
        this.actions = actions;
    }

    @GetMapping
    ModelAndView page() {
        return new ModelAndView("routes")
                .addObject("set", state.view())
                .addObject("candidates", state.candidates())
                .addObject("changes", state.changes());
    }

    /** The button "Check". */
    @PostMapping("/check")
    String check(@RequestParam String candidate, RedirectAttributes told) {
        return told(actions.check(candidate), candidate + " has no fault.", candidate + " has faults.", told);
    }

    /** The button "Put to work". */
    @PostMapping("/apply")
    String apply(@RequestParam String candidate, Principal person, RedirectAttributes told) {
        Outcome outcome = actions.apply(person.getName(), candidate);
        return told(
                outcome,
                candidate + " is at work, as set " + outcome.number() + ".",
                candidate + " has faults and is not put to work: set " + outcome.number() + " goes on.",
                told);
    }

    /** The button "Go back". */
    @PostMapping("/rollback")
    String rollback(Principal person, RedirectAttributes told) {
        Outcome outcome = actions.rollback(person.getName());
        return told(
                outcome,
                "Set " + outcome.number() + " is at work again.",
                "The set before has faults by now: set " + outcome.number() + " goes on.",
                told);
    }

    private static String told(Outcome outcome, String fine, String faulty, RedirectAttributes told) {
        List<String> faults = outcome.faults().stream().map(Object::toString).toList();
        told.addFlashAttribute("news", faults.isEmpty() ? fine : faulty);
        told.addFlashAttribute("newsFaults", faults);
        return "redirect:/routes";
    }
}
