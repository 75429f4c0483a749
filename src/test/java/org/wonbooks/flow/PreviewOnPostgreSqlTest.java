package org.wonbooks.flow;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.wonbooks.testing.TestDatabase;

/** Preview and shadow on a real PostgreSQL. */
@DirtiesContext
class PreviewOnPostgreSqlTest extends PreviewTests {

    @TempDir
    static Path data;

    @TempDir
    static Path routes;

    @DynamicPropertySource
    static void database(DynamicPropertyRegistry registry) {
        copyRoutes(routes);
        registry.add("wonbooks.data", data::toString);
        registry.add("wonbooks.routes", routes::toString);
        registry.add("wonbooks.admin.password", () -> PASSWORD);
        String url = TestDatabase.POSTGRESQL.newUrl();
        registry.add("spring.datasource.url", () -> url);
    }
}
