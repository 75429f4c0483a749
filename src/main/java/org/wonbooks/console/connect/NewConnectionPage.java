package org.wonbooks.console.connect;

import java.security.Principal;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.springframework.context.MessageSource;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import org.wonbooks.configuration.KommoSettings;
import org.wonbooks.configuration.WonbooksSettings;
import org.wonbooks.connection.Connection;
import org.wonbooks.connection.ConnectionStore;
import org.wonbooks.connection.Peer;
import org.wonbooks.console.connection.ConnectionActions;
import org.wonbooks.console.connection.ConnectionName;
import org.wonbooks.console.connection.KommoAddress;
import org.wonbooks.console.page.PageController;
import org.wonbooks.oauth.app.AppKeys;

/** The first steps of a connection: the keys of our apps, asked for once, and the Kommo account. */
@PageController
@RequestMapping("/connections/new")
class NewConnectionPage {

    /** So many that were begun and not ended, the latest first, are shown to go on with. */
    private static final int SHOWN = 5;

    private final ConnectionStore connections;
    private final ConnectionActions actions;
    private final AppKeys keys;
    private final KeyActions keyActions;
    private final KommoSettings kommo;
    private final String publicUrl;
    private final MessageSource words;

    NewConnectionPage(
            ConnectionStore connections,
            ConnectionActions actions,
            AppKeys keys,
            KeyActions keyActions,
            KommoSettings kommo,
            WonbooksSettings settings,
            MessageSource words) {
        this.connections = connections;
        this.actions = actions;
        this.keys = keys;
        this.keyActions = keyActions;
        this.kommo = kommo;
        this.publicUrl = settings.publicUrl();
        this.words = words;
    }

    /** The account of a new connection, as it was typed. */
    record Account(String name, String address) {}

    @GetMapping
    ModelAndView page() {
        return page(HttpStatus.OK, KeyForm.of(keys), new Account("", ""), Map.of());
    }

    /** The keys of both apps, in one form. */
    @PostMapping("/keys")
    ModelAndView keys(@ModelAttribute KeyForm form, Principal person, Locale locale, RedirectAttributes flash) {
        Map<String, String> errors = new LinkedHashMap<>();
        form.errors(keys).forEach((field, word) -> errors.put(field, words.getMessage(word, null, locale)));
        if (!errors.isEmpty()) {
            return page(HttpStatus.UNPROCESSABLE_ENTITY, form, new Account("", ""), errors);
        }
        keyActions.enter(person.getName(), form.entered(keys));
        flash.addFlashAttribute("news", words.getMessage("connect.news.keys", null, locale));
        return new ModelAndView("redirect:/connections/new");
    }

    /** Makes the connection, which writes nothing until somebody has it go live. */
    @PostMapping
    ModelAndView create(
            @RequestParam(defaultValue = "") String name,
            @RequestParam(defaultValue = "") String address,
            Principal person,
            Locale locale) {
        Map<String, String> errors = new LinkedHashMap<>();
        Optional<String> subdomain = KommoAddress.subdomain(address, kommo.accountDomains());
        if (subdomain.isEmpty()) {
            errors.put("address", words.getMessage("connect.address.wrong", null, locale));
        }
        // An account without a name of its own is called by its address.
        String called = name.isBlank() ? subdomain.orElse("") : name;
        try {
            if (!called.isEmpty()) {
                ConnectionName.read(called);
            }
        } catch (ResponseStatusException refusal) {
            errors.put("name", refusal.getReason());
        }
        if (!errors.isEmpty()) {
            return page(HttpStatus.UNPROCESSABLE_ENTITY, KeyForm.of(keys), new Account(name, address), errors);
        }
        long id = actions.create(person.getName(), ConnectionActions.Wanted.inShadow(called, subdomain.orElseThrow()));
        return new ModelAndView("redirect:/connections/" + id + "/kommo");
    }

    private ModelAndView page(HttpStatusCode status, KeyForm form, Account account, Map<String, String> errors) {
        ModelAndView page = new ModelAndView("connect-new");
        page.setStatus(status);
        return page.addObject("form", form)
                .addObject("account", account)
                .addObject("errors", errors)
                .addObject("publicUrl", publicUrl)
                .addObject("entered", keys.entered())
                .addObject("kommoGiven", keys.isConfigured(Peer.KOMMO))
                .addObject("quickbooksGiven", keys.isConfigured(Peer.QUICKBOOKS))
                .addObject("verifierGiven", keys.isVerifierConfigured())
                .addObject("kommoKeys", keys.has(Peer.KOMMO))
                .addObject("quickbooksKeys", keys.has(Peer.QUICKBOOKS))
                .addObject("verifier", !keys.verifierTokens().isEmpty())
                .addObject(
                        "begun",
                        connections.all().stream()
                                .filter(connection -> connection.state() == Connection.State.NEW)
                                .sorted(Comparator.comparing(Connection::id).reversed())
                                .limit(SHOWN)
                                .toList());
    }
}
