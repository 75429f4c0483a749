package org.wonbooks.flow;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** On the database that lies beside the jar. */
@DirtiesContext
class MergedDealsOnH2Test extends MergedDealsTests {

    @TempDir
    static Path data;

    @DynamicPropertySource
    static void data(DynamicPropertyRegistry registry) {
        registry.add("wonbooks.data", data::toString);
    }
}
