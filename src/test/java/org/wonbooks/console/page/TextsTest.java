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

    private static final int DEEP = Show.DEEPEST;

    private static final FixTexts SAID = new FixTexts();

    private static final Texts FRENCH = Texts.in(Locale.FRENCH);

    /** What rows of Check, and what settings and accounts lack, say beside their own words. */
    private static final Set<String> OF_CHECKS =
            Set.of("CompanyList", "LineTax", "FieldList", "BillingField", "ListEntry", "PaidStage");

    @Test
    void factsAreSaidByWhoKnowsThem() {
        assertThat(FRENCH.say(
                        "Account Acme (acme), currency USD, zone UTC; its long-lived token ends on 2026-12-01",
                        fact -> "<" + fact + ">",
                        TextsTest::say))
                .hasValue("Compte Acme (acme), devise USD, fuseau UTC; son jeton de longue durée prend fin le"
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
                        "Créez la classe dans QuickBooks (“Settings > All lists > Classes”), ou faites un autre choix dans"
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
    void aLongNameCostsNoMoreThanItsLength() {
        String hostile = "Invoice " + " from ".repeat(20_000);

        assertThat(say(hostile)).isEmpty();
        assertThat(say("Account " + " (".repeat(20_000) + "), currency USD")).isEmpty();
        assertThat(say(".".repeat(20_000))).isEmpty();
    }

    @Test
    void englishStaysAsItIs() {
        assertThat(say(Texts.in(Locale.ENGLISH), "None is used", DEEP)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"fr", "es", "pt"})
    void allThatACheckSaysIsThere(String language) {
        Texts texts = Texts.in(Locale.forLanguageTag(language));
        Set<String> checks = Stream.concat(
                        SourceFiles.in("src/main/java/org/wonbooks/check")
                                .filter(file -> !file.toString().contains("proposal"))
                                .map(file -> file.getFileName().toString().replace(".java", ""))
                                .filter(type -> !type.equals("Outcome")),
                        OF_CHECKS.stream())
                .collect(toSet());

        assertThat(Stream.concat(SAID.named(Pattern.compile("detail")).stream(), SAID.fixes().stream())
                        .filter(text -> checks.contains(text.place())))
                .hasSizeGreaterThan(80)
                .map(text -> text.words().replace("{…}", "7"))
                .filteredOn(text -> say(texts, text, DEEP).isEmpty())
                .isEmpty();
    }

    private static Optional<String> say(String english) {
        return say(FRENCH, english, DEEP);
    }

    private static Optional<String> say(Texts texts, String english, int deep) {
        return deep == 0
                ? Optional.empty()
                : texts.say(english, UnaryOperator.identity(), part -> say(texts, part, deep - 1));
    }
}
