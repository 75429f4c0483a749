package org.wonbooks.oauth;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** The same, with the other database's SQL. */
@DirtiesContext
class TokenRefreshRouteOnPostgreSqlTest extends TokenRefreshRouteTest {

    private static EmbeddedPostgres server;

    @DynamicPropertySource
    static void database(DynamicPropertyRegistry registry) throws IOException {
        server = EmbeddedPostgres.start();
        registry.add("spring.datasource.url", () -> server.getJdbcUrl("postgres", "postgres"));
    }

    @AfterAll
    static void stop() throws IOException {
        server.close();
    }
}
