package org.wonbooks.kommo;

import static org.assertj.core.api.Assertions.assertThat;

import org.wonbooks.fault.Fault;
import org.wonbooks.peer.ApiAnswer;

/** Whatever Kommo answers is no fault or one that has words. */
public final class FuzzedKommoFaults {

    private FuzzedKommoFaults() {}

    /** An answer of that status. */
    public static void answer(int status, String body) {
        try {
            KommoFaults.check(new ApiAnswer(status, body, null));
        } catch (Fault fault) {
            assertThat(fault.getMessage()).isNotBlank().hasSizeLessThan(2000);
        }
    }
}
