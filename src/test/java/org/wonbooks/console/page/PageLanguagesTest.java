package org.wonbooks.console.page;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.wonbooks.console.ConsoleTest;
import org.wonbooks.ledger.deal.DealLedger;
import org.wonbooks.testing.Rows;

/** The browser says which language its reader has. */
class PageLanguagesTest extends ConsoleTest {

    @Autowired
    private DealLedger deals;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "fr-CA,fr;q=0.9,en;q=0.8 | fr | Affaires | Fermer la session | En souffrance seulement",
                "es-MX,es;q=0.9          | es | Leads    | Cerrar sesión     | Solo vencidas",
                "pt-BR                   | pt | Leads    | Sair              | Só vencidas",
                "en-US                   | en | Deals    | Sign out          | Overdue only",
                "de-DE,de;q=0.9          | en | Deals    | Sign out          | Overdue only"
            })
    void aPageIsInTheLanguageOfItsReader(String accepted, String lang, String title, String button, String text) {
        Answer page = send("GET", "/deals", null, "Cookie", signIn(), "Accept-Language", accepted);

        assertThat(page.status()).isEqualTo(200);
        assertThat(page.body())
                .contains("<html lang=\"" + lang + "\"", ">" + title + "</h1>", ">" + button + "<", text);
    }

    @Test
    void whyADealStandsWhereItDoesIsInTheLanguageAndTheApiStaysAsItIs() {
        long id = connection("Leads");
        deals.open(id, 1, "Large");
        new Rows(jdbc).held(id, 1);
        Answer page = send("GET", "/deals/" + id + "/1", null, "Cookie", signIn(), "Accept-Language", "es-MX");

        assertThat(page.body())
                .contains("Se necesita a una persona: El importe de 500.00 supera el límite de 100.00")
                .contains("Qué hacer: Cambie el lead en Kommo, o pulse «Aprobar» en su página en Wonbooks.")
                .doesNotContain("above the limit");
        assertThat(api("GET", "/deals/" + id + "/1", null)
                        .json()
                        .at("/hold/reason")
                        .asText())
                .isEqualTo("The amount 500 is above the limit of 100");
    }

    /** Faults and what to do about them are in English for all, but name the buttons that this reader sees. */
    @Test
    void whatToDoNamesTheButtonThatIsThere() {
        long id = connection("À connecter");
        Answer page = send("GET", "/connections/" + id, null, "Cookie", signIn(), "Accept-Language", "fr-CA");

        assertThat(page.body()).contains("«\u00A0Connecter Kommo\u00A0»").doesNotContain("Connect Kommo");
    }

    @Test
    void whatIsNotThereIsSaidInTheLanguageToo() {
        Answer page = send(
                "GET",
                "/connections/999999/check",
                null,
                "Cookie",
                signIn(),
                "Accept",
                "text/html",
                "Accept-Language",
                "fr-CA");

        assertThat(page.status()).isEqualTo(404);
        assertThat(page.body())
                .contains("<html lang=\"fr\"", "Retour à l’accueil", "Il n’y a pas de connexion 999999.");
    }
}
