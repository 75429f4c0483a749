package org.wonbooks.schedule;

import org.wonbooks.testing.TestDatabase;

class SchedulesOnH2Test extends SchedulesTests {

    SchedulesOnH2Test() {
        super(TestDatabase.H2, 3, 1000);
    }
}
