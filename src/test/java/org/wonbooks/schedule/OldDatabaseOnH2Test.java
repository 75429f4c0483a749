package org.wonbooks.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.wonbooks.testing.TestDatabase;

class OldDatabaseOnH2Test extends OldDatabaseTests {

    OldDatabaseOnH2Test() {
        super(TestDatabase.H2);
    }

    @Test
    void aCopyOfItIsKeptBesideIt() {
        String file =
                world.jdbc().sql("select database_path()").query(String.class).single();
        assertThat(Path.of(file + "-before-23.zip")).isNotEmptyFile();
    }
}
