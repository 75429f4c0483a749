package org.wonbooks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;
import static org.mockito.Mockito.doAnswer;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.autoconfigure.jdbc.DataSourceProperties;
import org.springframework.boot.availability.ApplicationAvailability;
import org.springframework.boot.availability.ApplicationAvailabilityBean;
import org.springframework.boot.availability.LivenessState;
import org.springframework.boot.availability.ReadinessState;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Import;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import org.springframework.test.util.ReflectionTestUtils;
import org.wonbooks.configuration.WonbooksSettings;
import org.wonbooks.database.DatabasePools;
import org.wonbooks.encryption.Encryption;
import org.wonbooks.oauth.access.AccessTokens;

/** A database that H2 has closed ends the process, but not as long as that would lose tokens. */
class LastLineTest {

    private static final String KEY = "A".repeat(43) + "=";

    @TempDir
    Path folder;

    private final AccessTokens tokens = mock(AccessTokens.class);
    private final AtomicInteger ended = new AtomicInteger(-1);

    /** Not annotated as a configuration, so that no component scan finds it. */
    @EnableConfigurationProperties(DataSourceProperties.class)
    @Import({DatabasePools.class, LastLine.class, ApplicationAvailabilityBean.class})
    static class Application {}

    @Test
    void theProcessEnds() {
        run(application -> {
            close(application);
            await().untilAsserted(() -> assertThat(ended).hasValue(74));
            assertThat(liveness(application)).isEqualTo(LivenessState.BROKEN);
        });
    }

    @Test
    void notWhileAPeerIsAskedForTokens() {
        AtomicBoolean asked = new AtomicBoolean(true);
        AtomicInteger looks = new AtomicInteger();
        when(tokens.isRefreshing()).thenAnswer(call -> {
            looks.incrementAndGet();
            return asked.get();
        });
        run(application -> {
            close(application);
            await().until(() -> looks.get() > 1);
            assertThat(ended).hasValue(-1);
            asked.set(false);
            await().untilAsserted(() -> assertThat(ended).hasValue(74));
        });
    }

    @Test
    void tokensThatWaitAreStoredAndItGoesOn() {
        AtomicBoolean waiting = new AtomicBoolean(true);
        when(tokens.hasUnstored()).thenAnswer(call -> waiting.get());
        run(application -> {
            JdbcClient jdbc = JdbcClient.create(application.getBean(DataSource.class));
            doAnswer(call -> {
                        jdbc.sql("insert into kept values (1)").update();
                        waiting.set(false);
                        return null;
                    })
                    .when(tokens)
                    .storeUnstored();
            close(application);
            await().until(() ->
                    application.getBean(ApplicationAvailability.class).getReadinessState()
                                    == ReadinessState.ACCEPTING_TRAFFIC
                            && !waiting.get());
            assertThat(ended).hasValue(-1);
            assertThat(jdbc.sql("select count(*) from kept")
                            .query(Integer.class)
                            .single())
                    .isEqualTo(1);
        });
    }

    private void run(Consumer<ApplicationContext> test) {
        new ApplicationContextRunner()
                .withUserConfiguration(Application.class)
                .withBean(AccessTokens.class, () -> tokens)
                .withBean(
                        Encryption.class,
                        () -> new Encryption(new WonbooksSettings("http://localhost", KEY, Path.of("routes"), null)))
                .withPropertyValues(
                        "spring.datasource.url=jdbc:h2:file:" + folder.resolve("wonbooks") + ";WRITE_DELAY=0")
                .run(application -> {
                    IntConsumer end = ended::set;
                    ReflectionTestUtils.setField(application.getBean(LastLine.class), "end", end);
                    JdbcClient.create(application.getBean(DataSource.class))
                            .sql("create table kept (id int)")
                            .update();
                    test.accept(application);
                });
    }

    /** As a write that fails does: at once, and for all its connections; one of them meets it. */
    private static void close(ApplicationContext application) {
        SingleConnectionDataSource one = new SingleConnectionDataSource(connection(application), true);
        JdbcClient jdbc = JdbcClient.create(one);
        catchThrowable(() -> jdbc.sql("shutdown immediately").update());
        assertThatThrownBy(() -> jdbc.sql("select 1").query(Integer.class).single())
                .isInstanceOf(DataAccessException.class);
        catchThrowable(one::destroy);
    }

    private static Connection connection(ApplicationContext application) {
        try {
            return application.getBean(DataSource.class).getConnection();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static LivenessState liveness(ApplicationContext application) {
        return application.getBean(ApplicationAvailability.class).getLivenessState();
    }
}
