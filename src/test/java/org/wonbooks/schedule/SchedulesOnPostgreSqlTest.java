package org.wonbooks.schedule;

import org.wonbooks.testing.TestDatabase;

class SchedulesOnPostgreSqlTest extends SchedulesTests {

    SchedulesOnPostgreSqlTest() {
        super(TestDatabase.POSTGRESQL, 2, 100);
    }
}
