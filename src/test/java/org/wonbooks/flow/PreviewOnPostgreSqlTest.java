package org.wonbooks.flow;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.wonbooks.testing.TestDatabase;

/** Previews on a real PostgreSQL. */
class PreviewOnPostgreSqlTest extends PreviewTests {

    @TempDir
    static Path routes;

    @DynamicPropertySource
    static void database(DynamicPropertyRegistry registry) {
        copyRoutes(routes);
        registry.add("wonbooks.routes", routes::toString);
        String url = TestDatabase.POSTGRESQL.newUrl();
        registry.add("spring.datasource.url", () -> url);
    }
}
