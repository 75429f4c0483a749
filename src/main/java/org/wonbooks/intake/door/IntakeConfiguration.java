package org.wonbooks.intake.door;

import java.util.function.Supplier;
import org.apache.camel.CamelContext;
import org.apache.camel.ProducerTemplate;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.web.ServerProperties;
import org.springframework.boot.web.embedded.tomcat.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.env.Environment;
import org.springframework.core.env.Profiles;
import org.springframework.util.function.SingletonSupplier;
import org.wonbooks.configuration.WonbooksSettings;
import org.wonbooks.database.disk.DiskReserve;

/** Sets the {@link RawBodyFilter} before all else, and leaves it room; nor does anything else wait for a sender. */
@Configuration(proxyBeanMethods = false)
class IntakeConfiguration {

    @Bean
    RefusedHooks refusedHooks() {
        return new RefusedHooks();
    }

    /** First, so that a hook pays for no other filter. */
    @Bean
    FilterRegistrationBean<RawBodyFilter> rawBodyFilter(
            ObjectProvider<CamelContext> camel, DiskReserve disk, RefusedHooks refused) {
        // The server takes requests some time before there is Camel; without the filter a hook would find a 404.
        Supplier<ProducerTemplate> routes =
                SingletonSupplier.of(() -> camel.getObject().createProducerTemplate());
        FilterRegistrationBean<RawBodyFilter> registration =
                new FilterRegistrationBean<>(new RawBodyFilter(routes, disk, refused));
        registration.addUrlPatterns("/webhooks/*");
        registration.setOrder(Ordered.HIGHEST_PRECEDENCE);
        return registration;
    }

    /** Behind it, and before all that reads a request. */
    @Bean
    FilterRegistrationBean<WholeBodies> wholeBodies(WonbooksSettings settings, Environment environment) {
        FilterRegistrationBean<WholeBodies> registration = new FilterRegistrationBean<>(
                new WholeBodies(new RefusalHeaders(settings), environment.acceptsProfiles(Profiles.of("sandbox"))));
        registration.setOrder(Ordered.HIGHEST_PRECEDENCE + 1);
        return registration;
    }

    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> roomForHooks(
            ServerProperties server, WonbooksSettings settings) {
        RefusalHeaders headers = new RefusalHeaders(settings);
        return tomcat -> {
            tomcat.setProtocol(PromptHeads.class.getName());
            tomcat.addEngineValves(
                    new RefusedHeads(headers),
                    new ThreadsForHooks(server.getTomcat().getThreads().getMax(), headers));
        };
    }
}
