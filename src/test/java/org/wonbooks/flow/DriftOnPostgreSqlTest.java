package org.wonbooks.flow;

import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.wonbooks.testing.TestDatabase;

/** The report on a real PostgreSQL. */
class DriftOnPostgreSqlTest extends DriftTests {

    @DynamicPropertySource
    static void database(DynamicPropertyRegistry registry) {
        String url = TestDatabase.POSTGRESQL.newUrl();
        registry.add("spring.datasource.url", () -> url);
    }
}
