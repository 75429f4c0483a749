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
import org.junit.jupiter.params.provider.CsvSource;
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

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Paid 0.00 of 100.00 USD | Payé : 0.00 sur 100.00 USD",
                "Paid 90.00 of 100.00 USD: payment 25 of 50.00; payment 26 of 40.00 | Payé : 90.00 sur 100.00 USD : paiement 25 de 50.00; paiement 26 de 40.00",
                "Paid 0.00 of 100.00 USD: payment 25 of 50.00 was voided | Payé : 0.00 sur 100.00 USD : le paiement 25 de 50.00 a été annulé",
                "Paid 30.00 of 100.00 USD: payment 25 of 50.00 is 30.00 now | Payé : 30.00 sur 100.00 USD : le paiement 25 de 50.00 est maintenant de 30.00",
                "Paid 0.00 of 90.00 USD: the invoice was changed from 100.00 to 90.00 | Payé : 0.00 sur 90.00 USD : la facture est passée de 100.00 à 90.00",
                "Paid 10.00 of 90.00 USD: a credit of 10.00 | Payé : 10.00 sur 90.00 USD : un crédit de 10.00",
                "Voided: the invoice was deleted in QuickBooks | Annulée : la facture a été supprimée dans QuickBooks"
            })
    void whatBecomesOfTheMoneyIsTold(String english, String french) {
        assertThat(say(english).map(said -> said.replace('\u00A0', ' '))).hasValue(french);
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
