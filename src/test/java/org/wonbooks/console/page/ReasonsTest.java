package org.wonbooks.console.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.springframework.context.support.ResourceBundleMessageSource;
import org.wonbooks.decision.Cause;
import org.wonbooks.decision.Reason;
import org.wonbooks.decision.Shown;
import org.wonbooks.decision.Why;

/** What a reader is told of a decision. */
class ReasonsTest {

    private static final Shown IN_DOLLARS = new Shown("18000.00", "USD", null, null);

    @Test
    void amountsHaveThousandsAndACurrency() {
        Reason above = Reason.of(Cause.ABOVE_LIMIT, "amount", "18000.00", "limit", "5000");

        assertThat(said(Locale.ENGLISH, above))
                .isEqualTo("The amount 18,000.00 USD is above the limit of 5,000.00 USD");
        assertThat(said(Locale.FRENCH, above))
                .isEqualTo("Le montant de 18 000,00 USD dépasse la limite de 5 000,00 USD");
        assertThat(said(Locale.forLanguageTag("es"), above))
                .isEqualTo("El importe de 18,000.00 USD supera el límite de 5,000.00 USD");
        assertThat(said(Locale.forLanguageTag("pt"), above))
                .isEqualTo("O valor de 18.000,00 USD está acima do limite de 5.000,00 USD");
    }

    @Test
    void aReasonThatNamesItsCurrencyHasItOnce() {
        Reason other = Reason.of(
                Cause.LIMIT_NOT_COMPARABLE, "amount", "900", "currency", "EUR", "limit", "1000", "home", "USD");
        Reason left = Reason.of(Cause.LEFT_WON, "invoice", "1042", "total", "1,500.50 CAD");

        assertThat(said(Locale.FRENCH, other))
                .isEqualTo("Le montant de 900,00 EUR ne peut pas être comparé à la limite de 1 000,00 USD");
        assertThat(said(Locale.FRENCH, left)).contains("sa facture 1042 de 1 500,50 CAD reste");
    }

    @Test
    void whatIsCountedIsNoAmount() {
        Reason many = Reason.of(Cause.BURST, "limit", "50");

        assertThat(said(Locale.FRENCH, many)).startsWith("Plus de 50 affaires ont été gagnées");
    }

    @Test
    void whatFactsSayInWordsIsInTheLanguageToo() {
        Reason late = Reason.of(Cause.WON_LONG_AGO, "catchUp", "3 days");
        Reason rate = Reason.of(
                Cause.NO_EXCHANGE_RATE,
                "currency",
                "EUR",
                "home",
                "USD",
                "rate",
                "no exchange rate",
                "bookedOn",
                "2026-11-03");

        assertThat(said(Locale.FRENCH, late)).contains("plus de 3 jours avant");
        assertThat(said(Locale.forLanguageTag("pt"), rate))
                .contains("o QuickBooks não tem taxa de câmbio para USD em 3 de nov. de 2026: a fatura");
    }

    @Test
    void aReasonWithinAnotherIsToldByItsCause() {
        Reason above = Reason.of(Cause.ABOVE_LIMIT, "amount", "18000.00", "limit", "5000");
        Reason held = above.within(Cause.UPDATE_HELD, "invoice", "1042", "total", "1,500.50 USD");
        Reason seen = Reason.of(Cause.IN_SHADOW, "outcome", "it would be held: " + above.words());

        assertThat(said(Locale.FRENCH, held))
                .isEqualTo("Le montant de 18 000,00 USD dépasse la limite de 5 000,00 USD; la facture 1042 reste donc à"
                        + " 1 500,50 USD");
        assertThat(said(Locale.FRENCH, seen))
                .isEqualTo(
                        "Observation : elle attendrait une personne : Le montant de 18 000,00 USD dépasse la limite de"
                                + " 5 000,00 USD");
    }

    @Test
    void whereOnlyTheWordsWereKeptTheyAreKnownByThem() {
        Reason left = Reason.of(Cause.LEFT_WON, "invoice", "1042", "total", "1,500.50 USD");
        Show show = show(Locale.FRENCH);

        assertThat(show.said(left.words()).replace('\u00A0', ' ')).contains("sa facture 1042 de 1 500,50 USD reste");
        assertThat(show.said(left.fix())).startsWith("Dans QuickBooks").contains("annulez la facture");
        assertThat(show(Locale.ENGLISH).said(left.fix())).isEqualTo(left.fix());
    }

    /** Where the sum ends, and whether there was a discount, no text says. */
    @Test
    void anAmountIsNeverGuessed() {
        Reason differ = Reason.of(Cause.PRODUCTS_DIFFER, "sum", "900.00", "discount", "", "budget", "1000");

        assertThat(show(Locale.FRENCH).said(differ.words())).isEqualTo(differ.words());
        assertThat(said(Locale.FRENCH, differ))
                .isEqualTo("Les produits de l’affaire totalisent 900,00 USD, alors que son budget est de 1 000,00 USD");
    }

    @Test
    void timesAreWrittenAsTheReaderDoes() {
        String row = "The last webhook from QuickBooks came on 3 Nov 2026, 14:05; lately they told of Invoice";

        assertThat(show(Locale.FRENCH).said(row).replace('\u00A0', ' '))
                .isEqualTo("Le dernier webhook de QuickBooks est arrivé le 3 nov. 2026 14 h 05; ces derniers temps, ils"
                        + " annonçaient Invoice");
    }

    @Test
    void aNameIsNoText() {
        Reason taken = Reason.of(Cause.NAME_TAKEN, "customer", "Won", "name", "Settled");

        assertThat(said(Locale.FRENCH, taken)).endsWith("du nom de « Won »");
        assertThat(show(Locale.FRENCH).said("Customer Won made in QuickBooks"))
                .isEqualTo("Client Won créé dans QuickBooks");
        assertThat(show(Locale.FRENCH).said("Shadow: ".repeat(2_000)))
                .startsWith("Observation")
                .endsWith("Shadow: ");
    }

    @Test
    void whatHasNoCauseStaysWithTheLabelsOfTheReader() {
        Show show = show(Locale.FRENCH);
        Why dead = Why.of("It broke", "Mend it, then press “Try again”.");

        assertThat(show.reason(dead)).isEqualTo("It broke");
        assertThat(show.fix(dead)).isEqualTo("Mend it, then press «\u00A0Réessayer\u00A0».");
        assertThat(show.reason(Why.NOTHING)).isNull();
        assertThat(show.fix(Why.NOTHING)).isNull();
    }

    private static String said(Locale locale, Reason reason) {
        return show(locale).reason(Why.of(reason, IN_DOLLARS)).replace('\u00A0', ' ');
    }

    private static Show show(Locale locale) {
        ResourceBundleMessageSource words = new ResourceBundleMessageSource();
        words.setBasenames("words/common", "words/deals");
        words.setDefaultEncoding("UTF-8");
        return new Show(words, new Labels(words, List.of("words/deals")), locale, Instant.EPOCH);
    }
}
