package org.wonbooks.sandbox;

import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Profile;
import org.springframework.http.CacheControl;
import org.springframework.web.servlet.config.annotation.ResourceHandlerRegistry;
import org.springframework.web.servlet.config.annotation.ViewControllerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** The page at {@code /sandbox/}. It lies outside {@code static/}, so that {@code production} does not serve it. */
@Configuration(proxyBeanMethods = false)
@Profile("sandbox")
class SandboxPage implements WebMvcConfigurer {

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
