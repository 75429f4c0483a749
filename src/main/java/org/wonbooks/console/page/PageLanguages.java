package org.wonbooks.console.page;

import java.util.List;
import java.util.Locale;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.servlet.LocaleResolver;
import org.springframework.web.servlet.i18n.AcceptHeaderLocaleResolver;

/** The languages that pages speak, of which the browser takes its own; words are in {@code words/}. */
@Configuration(proxyBeanMethods = false)
class PageLanguages {

    private static final List<Locale> SPOKEN =
            List.of(Locale.ENGLISH, Locale.FRENCH, Locale.forLanguageTag("es"), Locale.forLanguageTag("pt"));

    @Bean
    LocaleResolver localeResolver() {
        AcceptHeaderLocaleResolver browsers = new AcceptHeaderLocaleResolver();
        browsers.setSupportedLocales(SPOKEN);
        browsers.setDefaultLocale(Locale.ENGLISH);
        return browsers;
    }
}
