package org.wonbooks.answer;

import org.wonbooks.fault.PermanentFault;

/** A peer has answered, with something in it that can't be read: a person puts that right there. */
public class UnreadableFault extends PermanentFault {

    public UnreadableFault(String reason, String fix) {
        super(reason, fix);
    }
}
