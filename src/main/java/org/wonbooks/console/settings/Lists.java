package org.wonbooks.console.settings;

import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;
import org.wonbooks.check.fact.AccountReads;
import org.wonbooks.check.fact.BothAccounts;
import org.wonbooks.check.fact.Part;
import org.wonbooks.connection.Connection;
import org.wonbooks.connection.ConnectionSettings;
import org.wonbooks.console.settings.Choices.Choice;
import org.wonbooks.console.settings.Setting.Source;
import org.wonbooks.kommo.account.FieldList.Field;
import org.wonbooks.kommo.account.PipelineList.Pipeline;
import org.wonbooks.quickbooks.company.ListEntry;
import org.wonbooks.quickbooks.company.Preferences;
import org.wonbooks.quickbooks.company.TaxCode;

/** What both systems have to choose from. Values are ids, or codes, which outlive a change of the name. */
@Component
class Lists {

    private final AccountReads accounts;
    private final MessageSource words;

    Lists(AccountReads accounts, MessageSource words) {
        this.accounts = accounts;
        this.words = words;
    }

    /** One for each source; takes some seconds where it was not read lately. */
    Map<Source, Choices> of(Connection connection, Locale locale) {
        BothAccounts both = accounts.of(connection);
        Says says = new Says(
                words.getMessage("settings.many", null, locale), words.getMessage("settings.empty", null, locale));
        Map<Source, Choices> lists = new EnumMap<>(Source.class);
        lists.put(Source.PIPELINES, choices(both.pipelines(), says, Lists::pipelines));
        lists.put(Source.STAGES, choices(both.pipelines(), says, found -> stages(found, locale)));
        lists.put(Source.DEAL_FIELDS, choices(both.fields(), says, Lists::fields));
        lists.put(
                Source.SAID_TERMS,
                choices(both.fields(), says, found -> said(found, connection)).orTyped());
        lists.put(
                Source.ITEMS,
                both.items().isRead() && !both.hasAllItems()
                        ? Choices.unread(says.many())
                        : choices(both.items(), says, Lists::entries));
        lists.put(Source.TERMS, choices(both.terms(), says, Lists::entries));
        lists.put(Source.CLASSES, choices(both.classes(), says, Lists::entries));
        lists.put(Source.DEPARTMENTS, choices(both.departments(), says, Lists::entries));
        boolean automated = both.preferences().map(found -> found.taxes().automated(), false);
        lists.put(
                Source.TAX_CODES,
                automated ? new Choices(ownTaxes(locale), null, false) : choices(both.taxCodes(), says, Lists::taxes));
        lists.put(
                Source.CUSTOM_FIELDS,
                choices(both.preferences(), says, Lists::custom).orTyped());
        return lists;
    }

    /** A text in which things are called by their names, and not by their numbers. */
    String named(Connection connection, Setting setting, String text, Locale locale) {
        String named = text;
        for (Choice choice : of(connection, locale).get(setting.source()).list()) {
            named = named.replaceAll(
                    "\\b" + Pattern.quote(choice.value()) + "\\b", Matcher.quoteReplacement(choice.label()));
        }
        return named;
    }

    /** What is said of a list that is too long, and of one that is empty. */
    private record Says(String many, String none) {}

    private static <T> Choices choices(Part<T> part, Says says, Function<T, List<Choice>> of) {
        return part.isRead()
                ? Choices.of(of.apply(part.found()), says.many(), says.none())
                : Choices.unread(part.why().detail() + ".");
    }

    private static List<Choice> pipelines(List<Pipeline> pipelines) {
        return pipelines.stream()
                .map(pipeline -> choice(pipeline.id(), pipeline.name()))
                .toList();
    }

    /** Those where a deal can be put; the same stage of several pipelines, as "Closed - won" is, once. */
    private List<Choice> stages(List<Pipeline> pipelines, Locale locale) {
        Map<Long, Long> seen = pipelines.stream()
                .flatMap(pipeline -> pipeline.stages().stream())
                .collect(Collectors.groupingBy(stage -> stage.id(), Collectors.counting()));
        Set<Long> done = new HashSet<>();
        return pipelines.stream()
                .flatMap(pipeline -> pipeline.stages().stream()
                        .filter(stage -> !stage.incoming() && done.add(stage.id()))
                        .map(stage -> choice(
                                stage.id(),
                                seen.get(stage.id()) > 1
                                        ? stage.name()
                                        : words.getMessage(
                                                "settings.stage",
                                                new Object[] {pipeline.name(), stage.name()},
                                                locale))))
                .toList();
    }

    private static List<Choice> fields(List<Field> fields) {
        return fields.stream()
                .map(field -> new Choice(
                        field.code() == null ? String.valueOf(field.id()) : field.code(),
                        field.name(),
                        Set.of(String.valueOf(field.id()), field.name())))
                .toList();
    }

    private static List<Choice> said(List<Field> fields, Connection connection) {
        ConnectionSettings settings = connection.hasSettings() ? connection.settings() : ConnectionSettings.defaults();
        return fields.stream()
                .filter(field -> field.is(settings.invoice().termsField()))
                .flatMap(field -> field.options().stream())
                .map(option -> new Choice(
                        option.value(),
                        option.value(),
                        Stream.of(option.code(), String.valueOf(option.id()))
                                .filter(name -> name != null)
                                .collect(Collectors.toSet())))
                .toList();
    }

    private static List<Choice> entries(List<ListEntry> entries) {
        return entries.stream()
                .filter(ListEntry::forSale)
                .map(entry -> new Choice(entry.id(), entry.name(), Set.of(entry.name())))
                .toList();
    }

    private static List<Choice> taxes(List<TaxCode> codes) {
        return codes.stream()
                .map(code -> new Choice(code.id(), code.name(), Set.of(code.name())))
                .toList();
    }

    private List<Choice> ownTaxes(Locale locale) {
        return Stream.of("TAX", "NON")
                .map(code -> new Choice(code, words.getMessage("settings.tax." + code, null, locale), Set.of()))
                .toList();
    }

    private static List<Choice> custom(Preferences preferences) {
        return preferences.customFields().entrySet().stream()
                .map(field -> new Choice(field.getKey(), field.getValue(), Set.of()))
                .toList();
    }

    private static Choice choice(long id, String name) {
        return new Choice(String.valueOf(id), name, Set.of());
    }
}
