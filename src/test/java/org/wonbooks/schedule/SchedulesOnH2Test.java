package org.wonbooks.schedule;

import org.wonbooks.testing.TestDatabase;

class SchedulesOnH2Test extends SchedulesTests {

    SchedulesOnH2Test() {
        super(TestDatabase.H2, 2, 1000);
    }
}
