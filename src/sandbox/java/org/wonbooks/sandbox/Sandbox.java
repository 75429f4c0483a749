package org.wonbooks.sandbox;

import jakarta.servlet.ServletException;
import java.io.IOException;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.apache.coyote.ActionCode;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.web.embedded.tomcat.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Profile;
import org.springframework.http.CacheControl;
import org.springframework.web.servlet.config.annotation.ResourceHandlerRegistry;
import org.springframework.web.servlet.config.annotation.ViewControllerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.wonbooks.sandbox.store.SandboxClock;
import org.wonbooks.sandbox.store.SandboxSettings;
import org.wonbooks.sandbox.store.Store;

/**
 * What the sandbox is made of, and its page. The other parts are found by scanning; each carries the profile, so that
 * none of them exists in {@code production}.
 */
@Configuration(proxyBeanMethods = false)
@Profile("sandbox")
@EnableConfigurationProperties(SandboxSettings.class)
class Sandbox implements WebMvcConfigurer {

    @Bean
    static Store sandboxStore(SandboxSettings settings) {
        return new Store(settings.data());
    }

    @Bean
    static SandboxClock sandboxClock(Store store) {
        return new SandboxClock(store);
    }

    /** Only Tomcat's own request can end a connection without an answer; a valve is where one gets at it. */
    @Bean
    static WebServerFactoryCustomizer<TomcatServletWebServerFactory> sandboxCut() {
        return factory -> factory.addContextValves(new ValveBase(true) {
            @Override
            public void invoke(Request request, Response response) throws IOException, ServletException {
                Runnable cut = () -> response.getCoyoteResponse().action(ActionCode.CLOSE_NOW, null);
                request.setAttribute(SandboxFilter.CUT, cut);
                getNext().invoke(request, response);
            }
        });
    }

    /** The page's files lie outside {@code static/}, so that {@code production} does not serve them. */
    @Override
    public void addResourceHandlers(ResourceHandlerRegistry registry) {
        registry.addResourceHandler("/sandbox/*")
                .addResourceLocations("classpath:/sandbox-page/")
                .setCacheControl(CacheControl.noCache());
    }

    @Override
    public void addViewControllers(ViewControllerRegistry registry) {
        registry.addRedirectViewController("/sandbox", "/sandbox/");
        registry.addViewController("/sandbox/").setViewName("forward:/sandbox/index.html");
    }
}
