package org.wonbooks.intake;

import org.apache.camel.CamelContext;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;

/** Sets the {@link RawBodyFilter} before the webhook doors. */
@Configuration(proxyBeanMethods = false)
class IntakeConfiguration {

    /** First but for encoding and metrics, so that no other filter can have read the body for its parameters. */
    @Bean
    FilterRegistrationBean<RawBodyFilter> rawBodyFilter(ObjectProvider<CamelContext> camel) {
        // The server takes requests some time before Camel's routes run; without them a hook would find a 404.
        RawBodyFilter filter = new RawBodyFilter(() -> camel.getObject().isStarted());
        FilterRegistrationBean<RawBodyFilter> registration = new FilterRegistrationBean<>(filter);
        registration.addUrlPatterns("/webhooks/*");
        registration.setOrder(Ordered.HIGHEST_PRECEDENCE + 10);
        return registration;
    }
}
