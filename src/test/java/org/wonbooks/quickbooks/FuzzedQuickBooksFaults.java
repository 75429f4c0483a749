package org.wonbooks.quickbooks;

import static org.assertj.core.api.Assertions.assertThat;

import org.wonbooks.fault.Fault;
import org.wonbooks.peer.ApiAnswer;

/** Whatever QuickBooks answers is no fault or one that has words. */
public final class FuzzedQuickBooksFaults {

    private FuzzedQuickBooksFaults() {}

    /** An answer of that status. */
    public static void answer(int status, String body) {
        answer(status, body, true);
        answer(status, body, false);
    }

    private static void answer(int status, String body, boolean read) {
        try {
            QuickBooksFaults.check(new ApiAnswer(status, body, null), read);
        } catch (Fault fault) {
            assertThat(fault.getMessage()).isNotBlank().hasSizeLessThan(2000);
        }
    }
}
