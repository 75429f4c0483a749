package org.wonbooks.console.connection;

import java.security.Principal;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import org.wonbooks.console.page.PageController;

/** The short form by which a connection is added on the start page. */
@PageController
class ConnectionsPage {

    private final ConnectionActions actions;

    ConnectionsPage(ConnectionActions actions) {
        this.actions = actions;
    }

    @PostMapping("/")
    String add(@RequestParam String name, @RequestParam String subdomain, Principal person, RedirectAttributes told) {
        try {
            actions.create(
                    person.getName(),
                    new ConnectionActions.Wanted(
                            name, new TokenChanges.Kommo(subdomain.strip(), null), null, null, null));
        } catch (ResponseStatusException refused) {
            told.addFlashAttribute("refusal", refused.getReason());
        }
        return "redirect:/";
    }
}
