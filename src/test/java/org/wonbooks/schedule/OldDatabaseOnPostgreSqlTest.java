package org.wonbooks.schedule;

import org.wonbooks.testing.TestDatabase;
import org.wonbooks.testing.Whole;

@Whole
class OldDatabaseOnPostgreSqlTest extends OldDatabaseTests {

    OldDatabaseOnPostgreSqlTest() {
        super(TestDatabase.POSTGRESQL);
    }
}
