package org.wonbooks.console.audit;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.springframework.context.MessageSource;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.wonbooks.connection.Connection;
import org.wonbooks.connection.ConnectionStore;
import org.wonbooks.console.AuditLog;
import org.wonbooks.console.Page;
import org.wonbooks.console.page.PageController;
import org.wonbooks.console.page.ReaderZone;

/** The page of what people did. */
@PageController
class AuditPage {

    /** What can be asked for: the beginnings of the actions' names. */
    private static final List<String> KINDS =
            List.of("connection", "deal", "work", "left-out", "routes", "login", "webhook");

    private static final Pattern SUBJECT = Pattern.compile("(connection|deal) (\\d{1,18})(?:/(\\d{1,18}))?");

    private final AuditLog audit;
    private final ConnectionStore connections;
    private final ReaderZone zone;
    private final MessageSource words;

    AuditPage(AuditLog audit, ConnectionStore connections, ReaderZone zone, MessageSource words) {
        this.audit = audit;
        this.connections = connections;
        this.zone = zone;
        this.words = words;
    }

    /**
     * A row of the page.
     *
     * @param address of the page of what it was done to; null: there is none
     */
    record Line(AuditLog.Entry entry, String who, String action, String subject, String address) {}

    /** @param before the first row comes before that one */
    @GetMapping("/audit")
    ModelAndView page(
            @RequestParam(defaultValue = "") String who,
            @RequestParam(defaultValue = "") String what,
            @RequestParam(defaultValue = "" + Long.MAX_VALUE) long before,
            Locale locale) {
        String kind = KINDS.contains(what) ? what : "";
        List<AuditLog.Entry> found = audit.before(who.strip(), kind, before, Page.SIZE + 1);
        Map<Long, String> names =
                connections.all().stream().collect(Collectors.toMap(Connection::id, Connection::name));
        return new ModelAndView("audit")
                .addObject(
                        "lines",
                        found.stream()
                                .limit(Page.SIZE)
                                .map(entry -> line(entry, names, locale))
                                .toList())
                .addObject(
                        "older",
                        found.size() > Page.SIZE ? found.get(Page.SIZE - 1).id() : null)
                .addObject("first", before == Long.MAX_VALUE)
                .addObject("kinds", KINDS)
                .addObject("who", who)
                .addObject("what", kind)
                .addObject("zone", zone.get());
    }

    private Line line(AuditLog.Entry entry, Map<Long, String> names, Locale locale) {
        String who = entry.username().equals(AuditLog.STRANGER)
                ? words.getMessage("audit.stranger", null, locale)
                : entry.username();
        String action = words.getMessage("audit.did." + entry.action(), null, entry.action(), locale);
        Matcher subject = SUBJECT.matcher(entry.subject());
        if (!subject.matches()) {
            return new Line(entry, who, action, entry.subject(), null);
        }
        long id = Long.parseLong(subject.group(2));
        String name = names.get(id);
        if (subject.group(3) == null) {
            return new Line(
                    entry,
                    who,
                    action,
                    name == null ? entry.subject() : name,
                    name == null ? null : "/connections/" + id);
        }
        String deal = words.getMessage("attention.lead", new Object[] {subject.group(3)}, locale);
        return new Line(
                entry, who, action, name == null ? deal : deal + ", " + name, "/deals/" + id + "/" + subject.group(3));
    }
}
