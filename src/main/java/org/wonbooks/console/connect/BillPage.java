package org.wonbooks.console.connect;

import java.security.Principal;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.springframework.context.MessageSource;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import org.wonbooks.check.proposal.Proposals;
import org.wonbooks.connection.Connection;
import org.wonbooks.connection.ConnectionStore;
import org.wonbooks.connection.Peer;
import org.wonbooks.console.SettingRefused;
import org.wonbooks.console.Unknown;
import org.wonbooks.console.connection.ConnectionActions;
import org.wonbooks.console.page.PageController;

/** The step of a new connection that asks what to bill: what is proposed, why, and what there is to choose from. */
@PageController
@RequestMapping("/connections/{id:\\d{1,18}}/bill")
class BillPage {

    private final ConnectionStore connections;
    private final ConnectionActions actions;
    private final Proposals proposals;
    private final MessageSource words;

    BillPage(ConnectionStore connections, ConnectionActions actions, Proposals proposals, MessageSource words) {
        this.connections = connections;
        this.actions = actions;
        this.proposals = proposals;
        this.words = words;
    }

    @GetMapping
    ModelAndView page(@PathVariable long id) {
        Connection connection = find(id);
        return page(connection, BillForm.of(proposals.of(connection), connection), HttpStatus.OK);
    }

    /** Something was made in Kommo or QuickBooks meanwhile. */
    @PostMapping("/again")
    String again(@PathVariable long id) {
        proposals.forget(find(id).id());
        return "redirect:/connections/" + id + "/bill";
    }

    /** All or nothing. In no transaction: peers are called. */
    @PostMapping
    ModelAndView save(
            @PathVariable long id,
            @RequestParam MultiValueMap<String, String> inputs,
            Principal person,
            Locale locale,
            RedirectAttributes flash) {
        Connection connection = find(id);
        BillForm form = BillForm.typed(proposals.of(connection), inputs);
        if (!form.isRight()) {
            return page(connection, form, HttpStatus.UNPROCESSABLE_ENTITY);
        }
        try {
            actions.change(person.getName(), id, ConnectionActions.Change.ofSettings(form.changes(connection)), null);
        } catch (SettingRefused refused) {
            return form.refused(refused.setting(), refused.getReason())
                    .map(beside -> page(connection, beside, refused.getStatusCode()))
                    .orElseGet(() ->
                            page(connection, form, refused.getStatusCode()).addObject("refusal", refused.getReason()));
        } catch (ResponseStatusException refused) {
            return page(connection, form, refused.getStatusCode()).addObject("refusal", refused.getReason());
        }
        flash.addFlashAttribute("news", words.getMessage("bill.saved", null, locale));
        return new ModelAndView("redirect:/connections/" + id + "/live");
    }

    private ModelAndView page(Connection connection, BillForm form, HttpStatusCode status) {
        ModelAndView page = new ModelAndView("bill");
        page.setStatus(status);
        List<BillRow> rows = form.rows().stream().filter(row -> !row.isIdle()).toList();
        return page.addObject("connection", connection)
                .addObject(
                        "unconnected",
                        Stream.of(Peer.values())
                                .filter(peer -> connection.state(peer) != Connection.State.READY)
                                .toList())
                .addObject(
                        "asked",
                        rows.stream().filter(row -> !row.proposal().sure()).toList())
                .addObject(
                        "sure",
                        rows.stream().filter(row -> row.proposal().sure()).toList());
    }

    private Connection find(long id) {
        return connections.find(id).orElseThrow(() -> Unknown.connection(id));
    }
}
