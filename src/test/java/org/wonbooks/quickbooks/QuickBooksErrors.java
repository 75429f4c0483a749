package org.wonbooks.quickbooks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.wonbooks.fault.Fault;
import org.wonbooks.peer.ApiAnswer;

/** Errors of QuickBooks, and the faults that they are. */
abstract class QuickBooksErrors {

    static Fault fault(int status, String body) {
        Fault fault = catchThrowableOfType(
                Fault.class, () -> QuickBooksFaults.check(new ApiAnswer(status, body, "1-tid"), false));
        assertThat(fault).as(status + " " + body).isNotNull();
        return fault;
    }

    static String business(String code) {
        return """
               {"Fault":{"Error":[{"Message":"A message","Detail":"A detail : null","code":"%s"}],
                "type":"ValidationFault"},"time":"2026-09-15T06:58:50.262-07:00"}
               """
                .formatted(code);
    }
}
