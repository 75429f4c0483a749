package org.wonbooks.sandbox;

import jakarta.servlet.ServletException;
import java.io.IOException;
import java.util.List;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.apache.coyote.ActionCode;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.web.embedded.tomcat.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Profile;

/**
 * What the sandbox is made of. Its other parts are found by scanning; each carries the profile, so that none of them
 * exists in {@code production}.
 */
@Configuration(proxyBeanMethods = false)
@Profile("sandbox")
@EnableConfigurationProperties(SandboxSettings.class)
class Sandbox {

    @Bean
    Store sandboxStore(SandboxSettings settings) {
        return new Store(settings.data());
    }

    @Bean
    static SandboxClock sandboxClock(Store store) {
        return new SandboxClock(store);
    }

    @Bean
    FilterRegistrationBean<SandboxFilter> sandboxFilter(
            Store store,
            SandboxClock clock,
            Faults faults,
            Calls calls,
            HookSender hooks,
            List<SimulatedSystem> systems,
            SandboxSettings settings) {
        var filter = new SandboxFilter(store, clock, faults, calls, hooks, systems, settings.latency());
        var registration = new FilterRegistrationBean<>(filter);
        registration.addUrlPatterns("/sandbox/*");
        return registration;
    }

    /** Only Tomcat's own request can end a connection without an answer; a valve is where one gets at it. */
    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> sandboxCut() {
        return factory -> factory.addContextValves(new ValveBase(true) {
            @Override
            public void invoke(Request request, Response response) throws IOException, ServletException {
                Runnable cut = () -> response.getCoyoteResponse().action(ActionCode.CLOSE_NOW, null);
                request.setAttribute(SandboxFilter.CUT, cut);
                getNext().invoke(request, response);
            }
        });
    }
}
