package org.wonbooks.flow;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.wonbooks.testing.TestDatabase;

/** On a real PostgreSQL. */
@DirtiesContext
class UpdateUnsentOnPostgreSqlTest extends UpdateUnsentTests {

    @TempDir
    static Path data;

    @DynamicPropertySource
    static void database(DynamicPropertyRegistry registry) {
        String url = TestDatabase.POSTGRESQL.newUrl();
        registry.add("wonbooks.data", data::toString);
        registry.add("spring.datasource.url", () -> url);
    }
}
