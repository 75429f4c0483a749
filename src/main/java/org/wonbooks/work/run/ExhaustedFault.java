package org.wonbooks.work.run;

import org.wonbooks.fault.PermanentFault;

/** Work that was claimed more often than it may be tried, as when each run ended the process. */
class ExhaustedFault extends PermanentFault {

    ExhaustedFault() {
        super(
                "Tried as often as wonbooks.retry.delays allows, and no run came to an end",
                "Look at the log, then press “Try again”.");
    }
}
