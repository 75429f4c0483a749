package org.wonbooks.intake.door;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.argThat;
import static org.mockito.Mockito.when;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.apache.camel.builder.RouteConfigurationBuilder;
import org.apache.camel.spi.CamelEvent;
import org.apache.camel.spi.CamelEvent.ExchangeCreatedEvent;
import org.apache.camel.support.EventNotifierSupport;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.actuate.autoconfigure.security.servlet.ManagementWebSecurityAutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.flyway.FlywayAutoConfiguration;
import org.springframework.boot.autoconfigure.jdbc.DataSourceAutoConfiguration;
import org.springframework.boot.autoconfigure.security.servlet.SecurityAutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.boot.web.context.WebServerGracefulShutdownLifecycle;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.Environment;
import org.springframework.test.context.bean.override.mockito.MockitoBean;
import org.springframework.util.unit.DataSize;
import org.wonbooks.configuration.QuickBooksSettings;
import org.wonbooks.configuration.WonbooksSettings;
import org.wonbooks.database.disk.DiskReserve;
import org.wonbooks.intake.door.RawHttp.Answer;
import org.wonbooks.intake.inbox.Deliveries;
import org.wonbooks.intake.inbox.KommoIntake.Hook;
import org.wonbooks.oauth.app.AppKeys;

/** The doors over real HTTP, with a storage that only listens. */
@SpringBootTest(
        classes = DoorsOverHttp.Application.class,
        webEnvironment = WebEnvironment.RANDOM_PORT,
        properties = {
            "wonbooks.quickbooks.webhook-verifier-token=token-1, token-2",
            "camel.main.routes-include-pattern=classpath:no-routes/*.yaml"
        })
abstract class DoorsOverHttp {

    /** Not annotated as a configuration, so that no component scan finds it. */
    @EnableAutoConfiguration(
            exclude = {
                DataSourceAutoConfiguration.class,
                FlywayAutoConfiguration.class,
                SecurityAutoConfiguration.class,
                ManagementWebSecurityAutoConfiguration.class
            })
    @EnableConfigurationProperties({QuickBooksSettings.class, WonbooksSettings.class})
    @Import({IntakeConfiguration.class, IntakeRoutes.class})
    static class Application {

        @Bean
        Arrivals arrivals() {
            return new Arrivals();
        }

        /** Those of the configuration, so that nothing is looked for in a database. */
        @Bean
        AppKeys keys(QuickBooksSettings configured) {
            return new AppKeys(null, configured, null, null, null);
        }

        @Bean
        DiskReserve enoughRoom() {
            return new DiskReserve(null, DataSize.ofBytes(0));
        }

        @Bean
        ServletRegistrationBean<OtherAddresses> otherAddresses() {
            return new ServletRegistrationBean<>(new OtherAddresses(), "/echo", "/fault", "/held");
        }

        @Bean
        EarlySender earlySender(Environment environment) {
            return new EarlySender(environment);
        }

        /** Policies for other routes that would do harm here: they try again, and swallow. */
        @Bean
        RouteConfigurationBuilder foreignPolicies() {
            return new RouteConfigurationBuilder() {
                @Override
                public void configuration() {
                    routeConfiguration()
                            .errorHandler(deadLetterChannel("log:dead")
                                    .maximumRedeliveries(3)
                                    .redeliveryDelay(1));
                    routeConfiguration()
                            .onException(Exception.class)
                            .maximumRedeliveries(3)
                            .redeliveryDelay(1)
                            .handled(true)
                            .to("log:policy");
                }
            };
        }
    }

    /** The headers with which the last exchange came in. */
    static class Arrivals extends EventNotifierSupport {

        final AtomicReference<Map<String, Object>> headers = new AtomicReference<>();

        @Override
        public void notify(CamelEvent event) {
            if (event instanceof ExchangeCreatedEvent created) {
                headers.set(new TreeMap<>(created.getExchange().getMessage().getHeaders()));
            }
        }
    }

    /** Sends a hook when the server already listens and Camel's routes do not run yet. */
    static class EarlySender implements SmartLifecycle {

        private final Environment environment;
        Answer answer;

        EarlySender(Environment environment) {
            this.environment = environment;
        }

        @Override
        public void start() {
            try {
                int port = environment.getRequiredProperty("local.server.port", Integer.class);
                answer = RawHttp.send(port, "POST /webhooks/kommo/s3cret HTTP/1.1", new byte[0]);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public void stop() {}

        @Override
        public boolean isRunning() {
            return answer != null;
        }

        /** After the server has been started, before Camel. */
        @Override
        public int getPhase() {
            return WebServerGracefulShutdownLifecycle.SMART_LIFECYCLE_PHASE;
        }
    }

    @LocalServerPort
    int port;

    @Autowired
    ServletRegistrationBean<OtherAddresses> others;

    @MockitoBean
    PromptStorage storage;

    @MockitoBean
    Deliveries deliveries;

    @BeforeEach
    void storageAnswers() {
        when(storage.kommo(any())).thenReturn(404);
        when(storage.kommo(to("s3cret"))).thenReturn(200);
        when(storage.quickbooks(any())).thenReturn(200);
    }

    /** Whatever comes to an address. */
    static Hook to(String secret) {
        return argThat(hook -> hook != null && hook.secret().equals(secret));
    }

    /** These bytes, come to the address that there is. */
    static Hook hook(byte[] body) {
        return argThat(hook -> hook != null && hook.secret().equals("s3cret") && Arrays.equals(hook.body(), body));
    }

    /** An answer that says its status and nothing else. */
    static void assertBare(int status, Answer answer) {
        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.head().lines().skip(1).map(line -> line.substring(0, line.indexOf(':'))))
                .isSubsetOf("allow", "connection", "content-length", "date", "retry-after", "transfer-encoding");
        assertThat(answer.body()).isIn("", "0\r\n\r\n");
    }

    static String sign(byte[] body, String token) throws Exception {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(token.getBytes(UTF_8), "HmacSHA256"));
        return Base64.getEncoder().encodeToString(mac.doFinal(body));
    }
}
