package org.wonbooks.console.deal.page;

import java.security.Principal;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Stream;
import org.springframework.context.MessageSource;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.web.ErrorResponseException;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import org.wonbooks.connection.Connection;
import org.wonbooks.connection.ConnectionStore;
import org.wonbooks.console.Unknown;
import org.wonbooks.console.deal.AskedPreview;
import org.wonbooks.console.deal.DealActions;
import org.wonbooks.console.deal.DealQueries;
import org.wonbooks.console.deal.DealView;
import org.wonbooks.console.deal.DealWhy;
import org.wonbooks.console.page.PageController;
import org.wonbooks.console.work.WorkActions;
import org.wonbooks.flow.preview.DealPreview;

/** The page of one deal: what it is, why, and what a person can do about it. */
@PageController
@RequestMapping("/deals/{connectionId:\\d{1,18}}/{leadId:\\d{1,18}}")
class DealPage {

    /** Somebody else was faster. */
    private static final String NOTHING = "deals.done.nothing";

    private final DealQueries deals;
    private final DealActions actions;
    private final WorkActions work;
    private final AskedPreview previews;
    private final DealWhy why;
    private final DealLinks links;
    private final ConnectionStore connections;
    private final MessageSource words;

    DealPage(
            DealQueries deals,
            DealActions actions,
            WorkActions work,
            AskedPreview previews,
            DealWhy why,
            DealLinks links,
            ConnectionStore connections,
            MessageSource words) {
        this.deals = deals;
        this.actions = actions;
        this.work = work;
        this.previews = previews;
        this.why = why;
        this.links = links;
        this.connections = connections;
        this.words = words;
    }

    @GetMapping
    ModelAndView page(@PathVariable long connectionId, @PathVariable long leadId) {
        return page(connectionId, leadId, HttpStatus.OK, null, null);
    }

    /** What would be done with it now: shown with the deal, and kept nowhere. */
    @PostMapping("/preview")
    ModelAndView preview(
            @PathVariable long connectionId,
            @PathVariable long leadId,
            @RequestParam(defaultValue = "false") boolean asIfWon) {
        try {
            DealPreview preview = previews.of(connectionId, leadId, asIfWon, null);
            return page(connectionId, leadId, HttpStatus.OK, null, preview);
        } catch (ErrorResponseException refused) {
            return refused(connectionId, leadId, refused);
        }
    }

    /** @param seen the digest of what was shown beside the button */
    @PostMapping("/approve")
    ModelAndView approve(
            @PathVariable long connectionId,
            @PathVariable long leadId,
            @RequestParam String seen,
            Principal person,
            RedirectAttributes flash) {
        return done(connectionId, leadId, flash, deal -> {
            actions.approve(person.getName(), connectionId, leadId, seen);
            return "deals.done.approved";
        });
    }

    /** Bills it though it was left alone; where it has an invoice, both are looked at again. */
    @PostMapping("/reconcile")
    ModelAndView reconcile(
            @PathVariable long connectionId, @PathVariable long leadId, Principal person, RedirectAttributes flash) {
        return done(connectionId, leadId, flash, deal -> {
            actions.reconcile(person.getName(), connectionId, leadId);
            return "deals.done.reconciled";
        });
    }

    /** Has all of its work tried again that only a person can help. */
    @PostMapping("/replay")
    ModelAndView replay(
            @PathVariable long connectionId, @PathVariable long leadId, Principal person, RedirectAttributes flash) {
        return done(connectionId, leadId, flash, deal -> {
            long replayed = deals.work(deal).dead().stream()
                    .filter(id -> work.replay(person.getName(), id))
                    .count();
            return replayed == 0 ? NOTHING : "deals.done.replayed";
        });
    }

    /** Nothing is to be done about what it asks for. */
    @PostMapping("/skip")
    ModelAndView skip(
            @PathVariable long connectionId, @PathVariable long leadId, Principal person, RedirectAttributes flash) {
        return done(connectionId, leadId, flash, deal -> {
            DealQueries.DealWork known = deals.work(deal);
            Stream<Long> asking = known.dead().isEmpty() ? Stream.ofNullable(known.win()) : known.dead().stream();
            long skipped = asking.filter(id -> work.skip(person.getName(), id)).count();
            return skipped == 0 ? NOTHING : "deals.done.skipped";
        });
    }

    /** @param action gives the key of what is told about it */
    private ModelAndView done(
            long connectionId, long leadId, RedirectAttributes flash, Function<DealView, String> action) {
        try {
            String news = action.apply(deals.get(connectionId, leadId));
            flash.addFlashAttribute("news", words.getMessage(news, null, LocaleContextHolder.getLocale()));
            return new ModelAndView("redirect:/deals/" + connectionId + "/" + leadId);
        } catch (ErrorResponseException refused) {
            return refused(connectionId, leadId, refused);
        }
    }

    private ModelAndView refused(long connectionId, long leadId, ErrorResponseException refused) {
        String why = refused.getBody().getDetail();
        return page(connectionId, leadId, refused.getStatusCode(), why, null);
    }

    private ModelAndView page(
            long connectionId, long leadId, HttpStatusCode status, String refusal, DealPreview preview) {
        DealView deal = deals.get(connectionId, leadId);
        Connection connection = connections.find(connectionId).orElseThrow(() -> Unknown.connection(connectionId));
        ModelAndView page = new ModelAndView("deal");
        page.setStatus(status);
        return page.addObject("deal", deal)
                .addObject("connection", connection)
                .addObject("can", DealButtons.of(deal, deals.work(deal), actions.mayApprove(connectionId, leadId)))
                .addObject("why", why.of(deal))
                .addObject("inKommo", links.deal(connection, leadId))
                .addObject("inQuickBooks", links.invoice(deal))
                .addObject("today", deals.today())
                .addObject("preview", preview)
                .addObject("parts", parts(preview))
                .addObject("refusal", refusal);
    }

    /** What would be sent, to the letter, as far as something would. */
    private static Map<String, String> parts(DealPreview preview) {
        Map<String, String> parts = new LinkedHashMap<>();
        if (preview != null) {
            parts.put("customer", preview.customer());
            parts.put("invoice", preview.invoice());
            parts.put("card", preview.card());
            parts.put("note", preview.note());
            parts.values().removeIf(Objects::isNull);
        }
        return parts;
    }
}
