package org.wonbooks.console.settings;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.security.Principal;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.context.MessageSource;
import org.springframework.http.HttpStatus;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import org.wonbooks.connection.Connection;
import org.wonbooks.connection.ConnectionSettings;
import org.wonbooks.connection.ConnectionStore;
import org.wonbooks.console.RequestJson;
import org.wonbooks.console.SettingRefused;
import org.wonbooks.console.Unknown;
import org.wonbooks.console.connection.ConnectionActions;
import org.wonbooks.console.connection.ConnectionActions.Change;
import org.wonbooks.console.page.PageController;

/** The page of a connection's settings: a form of all of them, saved together, and the same as JSON. */
@PageController
@RequestMapping("/connections/{id:\\d{1,18}}/settings")
class SettingsPage {

    private static final List<String> GROUPS = List.of("won", "invoice", "customer", "paid", "fields");

    private final ConnectionStore connections;
    private final ConnectionActions actions;
    private final SettingsText text;
    private final Lists lists;
    private final SettingsTrial trial;
    private final MessageSource words;

    SettingsPage(
            ConnectionStore connections,
            ConnectionActions actions,
            SettingsText text,
            Lists lists,
            SettingsTrial trial,
            MessageSource words) {
        this.connections = connections;
        this.actions = actions;
        this.text = text;
        this.lists = lists;
        this.trial = trial;
        this.words = words;
    }

    /** Settings that stand together. */
    record Group(String name, List<SettingField> fields) {}

    @GetMapping
    ModelAndView page(@PathVariable long id, Locale locale) {
        Connection connection = find(id);
        JsonNode inForce = SettingsText.inForce(connection);
        return page(connection, inForce, SettingsForm.of(inForce, text.stored(connection)), Map.of(), locale);
    }

    /** All or nothing. */
    @PostMapping
    ModelAndView save(
            @PathVariable long id,
            @RequestParam MultiValueMap<String, String> inputs,
            @RequestParam String seen,
            Principal person,
            Locale locale,
            RedirectAttributes flash) {
        Connection connection = find(id);
        JsonNode before = SettingsText.read(seen);
        SettingsForm form = SettingsForm.typed(before, inputs);
        Map<Setting, String> errors = errors(form, locale);
        if (!errors.isEmpty()) {
            return refused(page(connection, before, form, errors, locale));
        }
        String changed = form.changed().stream()
                .map(setting -> words.getMessage("settings." + setting.path(), null, locale))
                .collect(Collectors.joining(", "));
        try {
            return change(connection, form.changes(), changed, person, locale, flash);
        } catch (SettingRefused refused) {
            Setting setting = Setting.called(refused.setting()).orElseThrow();
            String reason = lists.named(connection, setting, refused.getReason(), locale);
            return refused(page(connection, before, form, Map.of(setting, reason), locale));
        } catch (ResponseStatusException refused) {
            return refused(page(connection, before, form, Map.of(), locale)).addObject("refusal", refused.getReason());
        }
    }

    /** What these settings would make of the deals that were won last; nothing is saved. */
    @PostMapping("/preview")
    ModelAndView preview(
            @PathVariable long id,
            @RequestParam MultiValueMap<String, String> inputs,
            @RequestParam String seen,
            Locale locale) {
        Connection stored = find(id);
        Connection connection = stored.hasSettings() ? stored : stored.with(ConnectionSettings.defaults());
        JsonNode before = SettingsText.read(seen);
        SettingsForm form = SettingsForm.typed(before, inputs);
        Map<Setting, String> errors = errors(form, locale);
        if (!errors.isEmpty()) {
            return refused(page(stored, before, form, errors, locale));
        }
        ConnectionSettings others = RequestJson.merge(connection.settings(), form.changes());
        return page(stored, before, form, Map.of(), locale)
                .addObject("trial", trial.of(connection, others, form.changed()));
    }

    /** The same for those who like it. */
    @PostMapping("/json")
    ModelAndView saveJson(
            @PathVariable long id,
            @RequestParam String seen,
            @RequestParam String json,
            Principal person,
            Locale locale,
            RedirectAttributes flash) {
        Connection connection = find(id);
        JsonNode before = SettingsText.read(seen);
        try {
            ObjectNode changes = SettingsText.changes(before, SettingsText.read(json));
            return change(connection, changes, changes.toString(), person, locale, flash);
        } catch (ResponseStatusException refused) {
            return refused(page(connection, before, SettingsForm.of(before, text.stored(connection)), Map.of(), locale))
                    .addObject("json", json)
                    .addObject("jsonError", refused.getReason());
        }
    }

    private ModelAndView change(
            Connection connection,
            ObjectNode changes,
            String changed,
            Principal person,
            Locale locale,
            RedirectAttributes flash) {
        boolean nothing = changes.isEmpty() && connection.hasSettings();
        if (!nothing) {
            actions.change(person.getName(), connection.id(), Change.ofSettings(changes), null);
        }
        String key = nothing ? "settings.unchanged" : changes.isEmpty() ? "settings.mended" : "settings.saved";
        flash.addFlashAttribute("news", words.getMessage(key, new Object[] {changed}, locale));
        return new ModelAndView("redirect:/connections/" + connection.id() + "/settings");
    }

    private Map<Setting, String> errors(SettingsForm form, Locale locale) {
        Map<Setting, String> errors = new EnumMap<>(Setting.class);
        form.wrong()
                .forEach((setting, wrong) ->
                        errors.put(setting, words.getMessage(wrong.getMessage(), wrong.facts(), locale)));
        return errors;
    }

    private static ModelAndView refused(ModelAndView page) {
        page.setStatus(HttpStatus.UNPROCESSABLE_ENTITY);
        return page;
    }

    private ModelAndView page(
            Connection connection, JsonNode seen, SettingsForm form, Map<Setting, String> errors, Locale locale) {
        Map<Setting.Source, Choices> known = lists.of(connection, locale);
        List<Group> groups = GROUPS.stream()
                .map(group -> new Group(
                        group,
                        Stream.of(Setting.values())
                                .filter(setting -> setting.group().equals(group))
                                .map(setting -> new SettingField(
                                        setting,
                                        form.values().get(setting),
                                        choices(known, setting.source()),
                                        choices(known, setting.names()),
                                        errors.get(setting)))
                                .toList()))
                .toList();
        return new ModelAndView("settings")
                .addObject("connection", connection)
                .addObject("groups", groups)
                .addObject("units", TimeUnit.values())
                .addObject("wrong", errors.size())
                .addObject("seen", seen.toString())
                .addObject("json", text.shown(connection));
    }

    private static Choices choices(Map<Setting.Source, Choices> known, Setting.Source source) {
        return source == null ? Choices.TYPED : known.get(source);
    }

    private Connection find(long id) {
        return connections.find(id).orElseThrow(() -> Unknown.connection(id));
    }
}
