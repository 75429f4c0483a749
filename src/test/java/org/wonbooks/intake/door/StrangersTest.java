package org.wonbooks.intake.door;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.catalina.Context;
import org.apache.catalina.Manager;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.web.embedded.tomcat.TomcatWebServer;
import org.springframework.boot.web.servlet.context.ServletWebServerApplicationContext;
import org.wonbooks.console.ConsoleTest;
import org.wonbooks.testing.Whole;

/** Whatever strangers do, in crowds: health, webhooks and whoever knows the password are answered meanwhile. */
@Whole
class StrangersTest extends ConsoleTest {

    @Autowired
    ServletWebServerApplicationContext application;

    private final List<RawHttp> crowd = new ArrayList<>();
    private final ScheduledExecutorService drip = Executors.newSingleThreadScheduledExecutor();

    @AfterEach
    void close() throws IOException {
        drip.shutdownNow();
        for (RawHttp http : crowd) {
            http.close();
        }
    }

    /** Others are answered before the crowd is, of which each is waited for after its head for some seconds. */
    @Test
    void fiveHundredSlowLogInsDelayNobody() throws Exception {
        for (int i = 0; i < 500; i++) {
            RawHttp http = new RawHttp(port);
            crowd.add(http);
            http.head("POST /login HTTP/1.1\nContent-Type: application/x-www-form-urlencoded\nContent-Length: 4000");
        }
        drip.scheduleWithFixedDelay(this::dripOnce, 0, 500, TimeUnit.MILLISECONDS);

        assertThat(send("GET", "/actuator/health", null).status()).isEqualTo(200);
        assertThat(send("POST", "/webhooks/kommo/unknown", "a=1").status()).isEqualTo(404);
        assertThat(crowd.get(crowd.size() - 1).hasBytes()).isFalse();
        othersAreServed();
        for (RawHttp http : crowd) {
            assertThat(http.readHead()).startsWith("HTTP/1.1 408");
        }
    }

    @Test
    void norDoThoseWhoReadNoAnswer() throws Exception {
        for (String path : new String[] {"/css/wonbooks.css", "/login", "/actuator/health", "/api/v1/connections"}) {
            byte[] requests = ("GET " + path + " HTTP/1.1\r\nHost: localhost\r\n\r\n")
                    .repeat(100)
                    .getBytes(UTF_8);
            for (int i = 0; i < 110; i++) {
                RawHttp http = RawHttp.thatReadsLittle(port);
                crowd.add(http);
                http.write(requests);
            }
            // Each has got some of its answers, or is closed after the first.
            for (RawHttp http : crowd.subList(crowd.size() - 110, crowd.size())) {
                http.readHead();
            }
            othersAreServed();
        }
    }

    /** More than there are places: who comes behind them is answered when they have been let go. */
    @Test
    void connectionsThatSaySoMuchAndNoMoreShutNoDoor() throws Exception {
        for (int i = 0; i < 2_500; i++) {
            RawHttp http = new RawHttp(port);
            crowd.add(http);
            if (i % 2 == 0) {
                http.write("POST /login HTTP/1.1\r\nHost: loc".getBytes(UTF_8));
            }
        }

        othersAreServed();
    }

    private void othersAreServed() throws IOException {
        assertThat(send("GET", "/actuator/health", null).status()).isEqualTo(200);
        assertThat(send("POST", "/webhooks/kommo/unknown", "a=1").status()).isEqualTo(404);
        assertThat(api("GET", "/connections", null).status()).isEqualTo(200);
        String in = signIn();
        assertThat(send("GET", "/", null, "Cookie", in).status()).isEqualTo(200);
    }

    @Test
    void tenThousandPagesToLogInLeaveNothingBehind() throws Exception {
        Manager sessions = ((Context) ((TomcatWebServer) application.getWebServer())
                        .getTomcat()
                        .getHost()
                        .findChildren()[0])
                .getManager();
        long before = sessions.getSessionCounter();

        for (int i = 0; i < 10_000; i++) {
            assertThat(send("GET", "/login", null).status()).isEqualTo(200);
        }

        assertThat(sessions.getSessionCounter()).isEqualTo(before);
    }

    private void dripOnce() {
        for (RawHttp http : crowd) {
            try {
                http.write(new byte[] {'a'});
            } catch (IOException letGo) {
                // As it should be.
            }
        }
    }
}
