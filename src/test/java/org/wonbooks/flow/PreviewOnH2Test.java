package org.wonbooks.flow;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** Preview and shadow on the database that lies beside the jar. */
@DirtiesContext
class PreviewOnH2Test extends PreviewTests {

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
    }
}
