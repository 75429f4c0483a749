package org.wonbooks.oauth;

import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.wonbooks.testing.TestDatabase;

/** The same, with the other database's SQL. */
@DirtiesContext
class TokenRefreshRouteOnPostgreSqlTest extends TokenRefreshRouteTest {

    private static final String URL = TestDatabase.POSTGRESQL.newUrl();

    @DynamicPropertySource
    static void database(DynamicPropertyRegistry registry) {
        registry.add("spring.datasource.url", () -> URL);
    }
}
