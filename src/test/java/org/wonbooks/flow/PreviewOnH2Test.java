package org.wonbooks.flow;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** Previews on the database that lies beside the jar. */
class PreviewOnH2Test extends PreviewTests {

    @TempDir
    static Path routes;

    @DynamicPropertySource
    static void database(DynamicPropertyRegistry registry) {
        copyRoutes(routes);
        registry.add("wonbooks.routes", routes::toString);
    }
}
