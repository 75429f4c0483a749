package org.wonbooks.console.page;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.wonbooks.testing.SourceFiles;
import org.wonbooks.words.FixTexts;

/** What Java says in English is known by its text, whatever its facts are. */
class TextsTest {

    private static final Texts FRENCH = Texts.in(Locale.FRENCH);

    /** What rows of Check, and what settings and accounts lack, say beside their own words. */
    private static final Set<String> OF_CHECKS =
            Set.of("CompanyList", "LineTax", "FieldList", "BillingField", "ListEntry", "PaidStage");

    @Test
    void factsAreSaidByWhoKnowsThem() {
        assertThat(FRENCH.say(
                        "Account Acme (acme), currency USD, zone UTC; its long-lived token ends on 2026-12-01",
                        fact -> "<" + fact + ">"))
                .hasValue("Compte <Acme> (<acme>), devise <USD>, fuseau <UTC>; son jeton de longue durée prend fin le"
                        + " <2026-12-01>");
    }

    @Test
    void whatEndsATextIsSaidOnlyWithIt() {
        assertThat(say("QuickBooks has no active item \"Hours\": it was made inactive"))
                .hasValue("QuickBooks n’a pas de produit ou service actif «\u00A0Hours\u00A0»\u00A0: rendu inactif");
        assertThat(say(
                        "Make the class in QuickBooks (“Settings > All lists > Classes”), or choose another one in “Settings”"
                                + " (“Class”), then press “Try again”."))
                .hasValue(
                        "Créez class dans QuickBooks (“Settings > All lists > Classes”), ou faites un autre choix dans"
                                + " “Settings” (“Class”), puis appuyez sur “Try again”.");
        assertThat(say("Nobody knows it: it was made inactive")).isEmpty();
        assertThat(say("Do something else, then press “Try again”.")).isEmpty();
    }

    @Test
    void aNumberIsNoText() {
        assertThat(say("3 days")).hasValue("3 jours");
        assertThat(say("In three days")).isEmpty();
    }

    @Test
    void englishStaysAsItIs() {
        assertThat(Texts.in(Locale.ENGLISH).say("None is used", UnaryOperator.identity()))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"fr", "es", "pt"})
    void allThatACheckSaysIsThere(String language) {
        Texts texts = Texts.in(Locale.forLanguageTag(language));
        FixTexts said = new FixTexts();
        Set<String> checks = Stream.concat(
                        SourceFiles.in("src/main/java/org/wonbooks/check")
                                .filter(file -> !file.toString().contains("proposal"))
                                .map(file -> file.getFileName().toString().replace(".java", ""))
                                .filter(type -> !type.equals("Outcome")),
                        OF_CHECKS.stream())
                .collect(toSet());

        assertThat(Stream.concat(said.named(Pattern.compile("detail")).stream(), said.fixes().stream())
                        .filter(text -> checks.contains(text.place())))
                .hasSizeGreaterThan(80)
                .map(text -> text.words().replace("{…}", "7"))
                .filteredOn(text -> texts.say(text, UnaryOperator.identity()).isEmpty())
                .isEmpty();
    }

    private static Optional<String> say(String english) {
        return FRENCH.say(english, UnaryOperator.identity());
    }
}
