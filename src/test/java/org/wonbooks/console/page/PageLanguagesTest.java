package org.wonbooks.console.page;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.wonbooks.console.ConsoleTest;

/** The browser says which language its reader has. */
class PageLanguagesTest extends ConsoleTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "fr-CA,fr;q=0.9,en;q=0.8 | fr | Affaires | Fermer la session | n’y a pas encore",
                "es-MX,es;q=0.9          | es | Leads    | Cerrar sesión     | Todavía no hay leads",
                "pt-BR                   | pt | Leads    | Sair              | Ainda não há leads",
                "en-US                   | en | Deals    | Sign out          | There are no deals yet",
                "de-DE,de;q=0.9          | en | Deals    | Sign out          | There are no deals yet"
            })
    void aPageIsInTheLanguageOfItsReader(String accepted, String lang, String title, String button, String text) {
        Answer page = send("GET", "/deals", null, "Cookie", signIn(), "Accept-Language", accepted);

        assertThat(page.status()).isEqualTo(200);
        assertThat(page.body()).contains("<html lang=\"" + lang + "\"", ">" + title + "</h1>", ">" + button + "<", text);
    }

    @Test
    void whatIsNotThereIsSaidInTheLanguageToo() {
        Answer page =
                send("GET", "/connections/999999/check", null, "Cookie", signIn(), "Accept", "text/html", "Accept-Language", "fr-CA");

        assertThat(page.status()).isEqualTo(404);
        assertThat(page.body()).contains("<html lang=\"fr\"", "Retour à l’accueil");
    }
}
