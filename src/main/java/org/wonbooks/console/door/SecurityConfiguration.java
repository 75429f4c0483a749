package org.wonbooks.console.door;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Clock;
import java.util.Set;
import org.springframework.boot.web.servlet.ServletContextInitializer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Profile;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.authentication.InsufficientAuthenticationException;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.CsrfConfigurer;
import org.springframework.security.config.annotation.web.configurers.HeadersConfigurer.FrameOptionsConfig;
import org.springframework.security.config.annotation.web.configurers.RequestCacheConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.config.observation.SecurityObservationSettings;
import org.springframework.security.config.web.PathPatternRequestMatcherBuilderFactoryBean;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.context.SecurityContextHolderFilter;
import org.springframework.security.web.csrf.CsrfException;
import org.springframework.security.web.csrf.CsrfFilter;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;
import org.springframework.security.web.util.matcher.AnyRequestMatcher;
import org.springframework.security.web.util.matcher.MediaTypeRequestMatcher;
import org.wonbooks.configuration.WonbooksSettings;

/**
 * Who may call what. Every address belongs to one chain below; what no line opens is for the admin alone. Webhooks
 * don't come this far: whoever sends one knows the secret, or signs, and both are looked at where they are taken.
 */
@Configuration(proxyBeanMethods = false)
class SecurityConfiguration {

    private static final String NO_CONTENT = "default-src 'none'; frame-ancestors 'none'";

    static final String PAGES =
            "default-src 'none'; style-src 'self'; img-src 'self' data:; form-action 'self'; base-uri 'none';"
                    + " frame-ancestors 'none'; script-src 'self'; connect-src 'self'";

    /** Who reads pages, and says so. */
    static final MediaTypeRequestMatcher PERSON = new MediaTypeRequestMatcher(MediaType.TEXT_HTML);

    static {
        PERSON.setIgnoredMediaTypes(Set.of(MediaType.ALL));
    }

    private final Problems problems;
    private final KnownBrowsers browsers;
    private final SessionLife life;
    private final OtherSites otherSites;
    private final boolean https;

    SecurityConfiguration(Problems problems, KnownBrowsers browsers, Clock clock, WonbooksSettings settings) {
        this.problems = problems;
        this.browsers = browsers;
        life = new SessionLife(clock);
        otherSites = new OtherSites(settings);
        https = settings.publicUrl().startsWith("https:");
    }

    @Bean
    static PathPatternRequestMatcherBuilderFactoryBean pathPatterns() {
        return new PathPatternRequestMatcherBuilderFactoryBean();
    }

    /** Each filter of each request would be timed for a reader that there is not. */
    @Bean
    static SecurityObservationSettings withoutTimers() {
        return SecurityObservationSettings.noObservations();
    }

    /** The simulated systems: this machine only. Another site's page in its browser may link here and no more. */
    @Bean
    @Order(1)
    @Profile("sandbox")
    SecurityFilterChain sandboxChain(HttpSecurity http) throws Exception {
        return withoutSession(http, PAGES)
                .securityMatcher("/sandbox/**")
                .authorizeHttpRequests(who -> who.requestMatchers(request -> !fromThisMachine(request))
                        .denyAll()
                        .requestMatchers(request -> changes(request) && otherSites.matches(request))
                        .denyAll()
                        .anyRequest()
                        .permitAll())
                .build();
    }

    @Bean
    @Order(2)
    SecurityFilterChain actuatorChain(HttpSecurity http) throws Exception {
        return forPrograms(http)
                .securityMatcher("/actuator/**")
                .authorizeHttpRequests(who -> who.requestMatchers(
                                "/actuator/health", "/actuator/health/liveness", "/actuator/health/readiness")
                        .permitAll()
                        .requestMatchers(otherSites)
                        .denyAll()
                        .anyRequest()
                        .authenticated())
                .build();
    }

    @Bean
    @Order(3)
    SecurityFilterChain apiChain(HttpSecurity http) throws Exception {
        return forPrograms(http)
                .securityMatcher("/api/**")
                .authorizeHttpRequests(who ->
                        who.requestMatchers(otherSites).denyAll().anyRequest().authenticated())
                .build();
    }

    @Bean
    @Order(4)
    SecurityFilterChain pagesChain(HttpSecurity http) throws Exception {
        AuthenticationEntryPoint signIn = signIn();
        return withHeaders(http, PAGES)
                .csrf(forms -> forms.csrfTokenRepository(new FormTokens(https)))
                .addFilterBefore(this::refuseUnseen, CsrfFilter.class)
                // The page of an error is shown where there is one.
                .authorizeHttpRequests(who -> who.dispatcherTypeMatchers(DispatcherType.ERROR)
                        .permitAll()
                        .requestMatchers(
                                "/login",
                                "/css/**",
                                "/webjars/htmx.org/*/dist/htmx.min.js",
                                "/oauth/kommo/callback",
                                "/oauth/kommo/removed",
                                "/oauth/quickbooks/callback",
                                "/oauth/quickbooks/disconnected")
                        .permitAll()
                        // Whoever has logged in, and asks for what isn't, is told that there is nothing.
                        .anyRequest()
                        .authenticated())
                .formLogin(form -> form.loginPage("/login")
                        .authenticationDetailsSource(browsers::visitor)
                        .successHandler((request, response, who) -> {
                            life.begin(request.getSession());
                            browsers.remember(request, response);
                            response.sendRedirect(LoginPage.after(request));
                        })
                        .failureHandler((request, response, failure) -> {
                            if (failure instanceof TooManyFailures slowed) {
                                slowed.retryAfter(response);
                                response.sendError(HttpStatus.TOO_MANY_REQUESTS.value());
                            } else {
                                response.sendRedirect(LoginPage.again(request));
                            }
                        }))
                // LoginPage knows where people go after a log-in, without a session before it.
                .requestCache(RequestCacheConfigurer::disable)
                .httpBasic(basic ->
                        basic.authenticationDetailsSource(browsers::visitor).authenticationEntryPoint(signIn))
                .addFilterBefore(life, SecurityContextHolderFilter.class)
                .exceptionHandling(faults -> faults.authenticationEntryPoint(signIn)
                        .accessDeniedHandler(
                                (request, response, denial) -> formOfAnEndedSession(request, response, denial, signIn)))
                .build();
    }

    /**
     * Before anybody looks at a password, which the pages' own rules would come after: what another site's form sends,
     * and the address of errors, where nothing is as long as there is no error.
     */
    private void refuseUnseen(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        HttpServletRequest asked = (HttpServletRequest) request;
        if (asked.getDispatcherType() == DispatcherType.ERROR) {
            chain.doFilter(request, response);
        } else if (changes(asked) && otherSites.isFormOfOne(asked)) {
            ((HttpServletResponse) response).sendError(HttpStatus.FORBIDDEN.value());
        } else if (asked.getServletPath().equals("/error")) {
            ((HttpServletResponse) response).sendError(HttpStatus.NOT_FOUND.value());
        } else {
            chain.doFilter(request, response);
        }
    }

    /** HTTP basic without a session. A browser that knows the password does not lend it to another site's page. */
    private HttpSecurity forPrograms(HttpSecurity http) throws Exception {
        return withoutSession(http, NO_CONTENT)
                .httpBasic(basic -> basic.authenticationDetailsSource(browsers::visitor)
                        .authenticationEntryPoint(problems::unauthorized))
                .exceptionHandling(faults ->
                        faults.authenticationEntryPoint(problems::unauthorized).accessDeniedHandler(problems::denied));
    }

    private HttpSecurity withoutSession(HttpSecurity http, String contentPolicy) throws Exception {
        return withHeaders(http, contentPolicy)
                .csrf(CsrfConfigurer::disable)
                .requestCache(RequestCacheConfigurer::disable)
                .logout(logout -> logout.disable())
                .sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS));
    }

    private HttpSecurity withHeaders(HttpSecurity http, String contentPolicy) throws Exception {
        return http.headers(headers -> headers.contentSecurityPolicy(policy -> policy.policyDirectives(contentPolicy))
                .frameOptions(FrameOptionsConfig::deny)
                .referrerPolicy(referrer -> referrer.policy(ReferrerPolicy.NO_REFERRER))
                .httpStrictTransportSecurity(hsts -> {
                    if (https) {
                        // Where a proxy ends TLS, the request itself is not secure.
                        hsts.requestMatcher(AnyRequestMatcher.INSTANCE);
                    } else {
                        hsts.disable();
                    }
                }));
    }

    /** What such a form carries is known no more: whoever has logged in again can send it once more. */
    private static void formOfAnEndedSession(
            HttpServletRequest request,
            HttpServletResponse response,
            AccessDeniedException denial,
            AuthenticationEntryPoint signIn)
            throws IOException, ServletException {
        boolean isPage = PERSON.matches(request) || request.getHeader(LoginPage.BY_SCRIPT) != null;
        boolean isKnown = SecurityContextHolder.getContext().getAuthentication() != null
                || request.getHeader(HttpHeaders.AUTHORIZATION) != null;
        if (isPage && !isKnown && denial instanceof CsrfException) {
            signIn.commence(
                    request, response, new InsufficientAuthenticationException("The session has ended", denial));
        } else {
            response.sendError(HttpStatus.FORBIDDEN.value());
        }
    }

    /** A person is sent to the form, a program is told. */
    private static AuthenticationEntryPoint signIn() {
        return (request, response, failure) -> {
            if (failure instanceof TooManyFailures slowed) {
                slowed.retryAfter(response);
                response.sendError(HttpStatus.TOO_MANY_REQUESTS.value());
            } else if (request.getHeader(LoginPage.BY_SCRIPT) != null) {
                // A redirect would be followed by the script, which would put the log-in into the page.
                response.setHeader("HX-Redirect", LoginPage.before(request));
                response.setStatus(HttpStatus.FORBIDDEN.value());
            } else if (PERSON.matches(request)) {
                response.sendRedirect(LoginPage.before(request));
            } else {
                response.setHeader(HttpHeaders.WWW_AUTHENTICATE, Problems.CHALLENGE);
                response.sendError(HttpStatus.UNAUTHORIZED.value());
            }
        };
    }

    private static boolean changes(HttpServletRequest request) {
        return !request.getMethod().equals("GET") && !request.getMethod().equals("HEAD");
    }

    private static boolean fromThisMachine(HttpServletRequest request) {
        try {
            // An address, not a name: nothing is looked up.
            return InetAddress.getByName(request.getRemoteAddr()).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }

    /** The rest of the cookie's nature stands in application.properties; this depends on how browsers reach us. */
    @Bean
    ServletContextInitializer sessionCookie() {
        return context -> {
            context.getSessionCookieConfig().setName(https ? "__Host-wonbooks" : "wonbooks");
            context.getSessionCookieConfig().setSecure(https);
            context.getSessionCookieConfig().setHttpOnly(true);
            context.getSessionCookieConfig().setPath("/");
        };
    }
}
