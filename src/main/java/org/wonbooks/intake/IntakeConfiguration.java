package org.wonbooks.intake;

import jakarta.servlet.DispatcherType;
import java.util.EnumSet;
import java.util.function.Supplier;
import org.apache.camel.CamelContext;
import org.apache.camel.component.platform.http.spi.PlatformHttpEngine;
import org.apache.camel.component.platform.http.springboot.SpringBootPlatformHttpEngine;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.web.ServerProperties;
import org.springframework.boot.web.embedded.tomcat.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.util.function.SingletonSupplier;

/** Sets the {@link RawBodyFilter} before the webhook doors. */
@Configuration(proxyBeanMethods = false)
class IntakeConfiguration {

    /** First but for encoding and metrics, so that no other filter can have read the body for its parameters. */
    @Bean
    FilterRegistrationBean<RawBodyFilter> rawBodyFilter(ObjectProvider<CamelContext> camel) {
        // The server takes requests some time before Camel's routes run; without them a hook would find a 404.
        Supplier<CamelContext> context = SingletonSupplier.of(camel::getObject);
        RawBodyFilter filter = new RawBodyFilter(() -> context.get().isStarted());
        FilterRegistrationBean<RawBodyFilter> registration = new FilterRegistrationBean<>(filter);
        registration.addUrlPatterns("/webhooks/*");
        registration.setDispatcherTypes(EnumSet.of(DispatcherType.REQUEST, DispatcherType.ASYNC));
        registration.setOrder(Ordered.HIGHEST_PRECEDENCE + 10);
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

    /** Camel would hand each hook to the one small pool that all of Spring shares, and to its endless queue. */
    @Bean("platform-http-engine")
    PlatformHttpEngine doorsOnTheServersThreads(ServerProperties server) {
        return new SpringBootPlatformHttpEngine(server.getPort() == null ? 8080 : server.getPort(), Runnable::run);
    }
}
