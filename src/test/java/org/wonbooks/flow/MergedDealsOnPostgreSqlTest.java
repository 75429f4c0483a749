package org.wonbooks.flow;

import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.wonbooks.testing.TestDatabase;

/** On a real PostgreSQL. */
class MergedDealsOnPostgreSqlTest extends MergedDealsTests {

    @DynamicPropertySource
    static void database(DynamicPropertyRegistry registry) {
        String url = TestDatabase.POSTGRESQL.newUrl();
        registry.add("spring.datasource.url", () -> url);
    }
}
