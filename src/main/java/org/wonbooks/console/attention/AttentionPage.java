package org.wonbooks.console.attention;

import java.security.Principal;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.springframework.context.MessageSource;
import org.springframework.web.ErrorResponseException;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import org.wonbooks.connection.Connection;
import org.wonbooks.connection.ConnectionStore;
import org.wonbooks.console.Page;
import org.wonbooks.console.Unknown;
import org.wonbooks.console.attention.AttentionQueries.Group;
import org.wonbooks.console.attention.AttentionRows.Kind;
import org.wonbooks.console.page.PageController;
import org.wonbooks.console.page.Show;
import org.wonbooks.console.work.WorkQueries;
import org.wonbooks.decision.Cause;

/** The page of what needs a person: all that ask for the same together, or one after the other. */
@PageController
@RequestMapping("/attention")
class AttentionPage {

    private static final String ONE = "/{cause:[A-Za-z0-9_-]{1,100}}";

    /** With the longest reasons and fixes that there can be, a page has less than 100 kB. */
    private static final int CAUSES = 15;

    private static final int FIRST = 5;
    private static final int LONGEST_TITLE = 160;

    private final AttentionQueries attention;
    private final AttentionActions actions;
    private final ConnectionStore connections;
    private final WorkQueries work;
    private final MessageSource words;

    AttentionPage(
            AttentionQueries attention,
            AttentionActions actions,
            ConnectionStore connections,
            WorkQueries work,
            MessageSource words) {
        this.attention = attention;
        this.actions = actions;
        this.connections = connections;
        this.work = work;
        this.words = words;
    }

    /**
     * A group on the page.
     *
     * @param reason in the reader's language
     * @param title what it is about, in a line
     * @param connection its name
     * @param placeWords of the link to the place
     * @param waits how much work waits until it is put right
     */
    record Shown(
            Group group,
            String reason,
            String title,
            String connection,
            FixPlace place,
            String placeWords,
            long waits) {

        /** Is it of deals, and of nothing else? */
        public boolean deals() {
            return group.ofDeals();
        }

        /** Does the title not say all of the reason? */
        public boolean titleIsShort() {
            return !title.contains(reason);
        }

        public boolean approvable() {
            return group.is(Kind.HELD) && Cause.valueOf(group.code()).approvable();
        }

        public boolean dead() {
            return group.is(Kind.DEAD);
        }

        public boolean lost() {
            return group.is(Kind.LOST);
        }
    }

    /** All of them. */
    @GetMapping
    ModelAndView page(
            @RequestParam(required = false) Long connection,
            @RequestParam(defaultValue = "0") int page,
            @ModelAttribute(name = "show", binding = false) Show show,
            Locale locale) {
        Map<Long, String> names = names();
        if (connection != null && !names.containsKey(connection)) {
            throw Unknown.connection(connection);
        }
        long offset = Page.offset(page) / Page.SIZE * CAUSES;
        AttentionQueries.Part part = attention.part(connection, offset, CAUSES, FIRST);
        return new ModelAndView("attention")
                .addObject("groups", shown(part.groups(), names, show, locale))
                .addObject("things", part.things())
                .addObject("connection", connection)
                .addObject(
                        "heading",
                        connection == null
                                ? say(locale, "attention.title")
                                : say(locale, "attention.of", names.get(connection)))
                .addObject("page", page)
                .addObject("more", part.total() > offset + CAUSES);
    }

    /** Those of one cause, with what is asked of each. */
    @GetMapping(ONE)
    ModelAndView cause(
            @PathVariable String cause,
            @RequestParam(defaultValue = "0") int page,
            @ModelAttribute(name = "show", binding = false) Show show,
            Locale locale) {
        Optional<Group> group = attention.find(cause, Page.offset(page), Page.SIZE);
        return group.map(found -> new ModelAndView("attention-cause")
                        .addObject(
                                "one",
                                shown(List.of(found), names(), show, locale).get(0))
                        .addObject("page", page)
                        .addObject("more", found.count() > Page.offset(page) + Page.SIZE))
                .orElseGet(() -> new ModelAndView("redirect:/attention"));
    }

    @PostMapping(ONE + "/approve")
    String approve(@PathVariable String cause, Said said, Principal person, RedirectAttributes told, Locale locale) {
        return told("approved", told, locale, () -> actions.approve(person.getName(), cause, said.work(), said.seen()));
    }

    @PostMapping(ONE + "/skip")
    String skip(@PathVariable String cause, Said said, Principal person, RedirectAttributes told, Locale locale) {
        return told("skipped", told, locale, () -> actions.skip(person.getName(), cause, said.work(), said.seen()));
    }

    @PostMapping(ONE + "/replay")
    String replay(@PathVariable String cause, Said said, Principal person, RedirectAttributes told, Locale locale) {
        return told("replayed", told, locale, () -> actions.replay(person.getName(), cause, said.work(), said.seen()));
    }

    /**
     * What a form says.
     *
     * @param work of one of the group; null: all are meant
     * @param seen the digest of what the person was shown
     */
    record Said(Long work, String seen) {}

    private interface Action {
        int done();
    }

    /** Back to the list as it is then. */
    private String told(String done, RedirectAttributes told, Locale locale, Action action) {
        try {
            int count = action.done();
            told.addFlashAttribute("news", say(locale, "attention." + done, count));
        } catch (ErrorResponseException refused) {
            told.addFlashAttribute("refusal", refused.getBody().getDetail());
        }
        return "redirect:/attention";
    }

    private List<Shown> shown(List<Group> groups, Map<Long, String> names, Show show, Locale locale) {
        Map<Long, WorkQueries.Counts> counts =
                groups.stream().anyMatch(group -> group.is(Kind.LOST)) ? work.counts() : Map.of();
        return groups.stream()
                .map(group -> shown(group, names, counts, show, locale))
                .toList();
    }

    private Shown shown(
            Group group, Map<Long, String> names, Map<Long, WorkQueries.Counts> counts, Show show, Locale locale) {
        FixPlace place = FixPlace.of(group, words);
        String connection = names.get(group.connectionId());
        String whole = show.reason(group.why());
        String reason = whole.length() <= LONGEST_TITLE ? whole : whole.substring(0, LONGEST_TITLE) + "…";
        String title = group.is(Kind.LOST)
                ? say(locale, "attention.lost", place.fact(), connection)
                : say(locale, about(group, show), group.count(), reason);
        String placeWords = say(locale, "attention.place." + place.kind(), place.fact());
        long waits = group.is(Kind.LOST)
                ? counts.getOrDefault(group.connectionId(), WorkQueries.Counts.NONE)
                        .paused()
                : 0;
        return new Shown(group, whole, title, connection, place, placeWords, waits);
    }

    /** Of deals whose amounts differ the reason of the first is an example. */
    private static String about(Group group, Show show) {
        if (!group.ofDeals()) {
            return "attention.works";
        }
        long reasons = group.deals().stream()
                .map(item -> show.reason(item.why()))
                .distinct()
                .count();
        return reasons > 1 ? "attention.like" : "attention.deals";
    }

    private String say(Locale locale, String key, Object... facts) {
        return words.getMessage(key, facts, locale);
    }

    private Map<Long, String> names() {
        return connections.all().stream().collect(Collectors.toMap(Connection::id, Connection::name));
    }
}
