package org.wonbooks.console.connection;

import java.security.Principal;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.context.MessageSource;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import org.wonbooks.connection.Peer;
import org.wonbooks.console.page.PageController;

/** The buttons of a connection's page that end it, or one of its sides; each was asked for once more. */
@PageController
@RequestMapping("/connections/{id:\\d{1,18}}")
class EndPage {

    private final ConnectionEnds ends;
    private final MessageSource words;

    EndPage(ConnectionEnds ends, MessageSource words) {
        this.ends = ends;
        this.words = words;
    }

    @PostMapping("/{peer:kommo|quickbooks}/disconnect")
    String disconnect(
            @PathVariable long id,
            @PathVariable String peer,
            Principal person,
            Locale locale,
            RedirectAttributes flash) {
        Peer side = Peer.ofPath(peer);
        List<String> left = ends.disconnect(person.getName(), id, side).stream().toList();
        say(flash, words.getMessage("connect.news.disconnected", new Object[] {side.title()}, locale), left);
        return "redirect:/connections/" + id;
    }

    @PostMapping("/delete")
    String delete(@PathVariable long id, Principal person, Locale locale, RedirectAttributes flash) {
        List<String> left = ends.delete(person.getName(), id);
        say(flash, words.getMessage("connect.news.deleted", null, locale), left);
        return "redirect:/";
    }

    private static void say(RedirectAttributes flash, String done, List<String> left) {
        flash.addFlashAttribute(
                "news", Stream.concat(Stream.of(done), left.stream()).collect(Collectors.joining(" ")));
    }
}
