package org.wonbooks.flow;

import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.wonbooks.testing.TestDatabase;

/** Both flows on a real PostgreSQL. */
class FlowsOnPostgreSqlTest extends FlowTests {

    @DynamicPropertySource
    static void database(DynamicPropertyRegistry registry) {
        String url = TestDatabase.POSTGRESQL.newUrl();
        registry.add("spring.datasource.url", () -> url);
    }
}
