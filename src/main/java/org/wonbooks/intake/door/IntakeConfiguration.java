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
import org.springframework.util.function.SingletonSupplier;
import org.wonbooks.database.disk.DiskReserve;

/** Sets the {@link RawBodyFilter} before all else, and leaves it room. */
@Configuration(proxyBeanMethods = false)
class IntakeConfiguration {

    @Bean
    RefusedHooks refusedHooks() {
        return new RefusedHooks();
    }

    /** First, so that a hook pays for no other filter. */
    @Bean
    FilterRegistrationBean<RawBodyFilter> rawBodyFilter(
            ObjectProvider<CamelContext> camel, RefusedHooks refused, DiskReserve disk) {
        // The server takes requests some time before there is Camel; without the filter a hook would find a 404.
        Supplier<ProducerTemplate> routes =
                SingletonSupplier.of(() -> camel.getObject().createProducerTemplate());
        FilterRegistrationBean<RawBodyFilter> registration =
                new FilterRegistrationBean<>(new RawBodyFilter(routes, refused, disk));
        registration.addUrlPatterns("/webhooks/*");
        registration.setOrder(Ordered.HIGHEST_PRECEDENCE);
        return registration;
    }

    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> roomForHooks(ServerProperties server) {
        return tomcat -> {
            tomcat.setProtocol(PromptHeads.class.getName());
            tomcat.addEngineValves(
                    new ThreadsForHooks(server.getTomcat().getThreads().getMax()));
        };
    }
}
