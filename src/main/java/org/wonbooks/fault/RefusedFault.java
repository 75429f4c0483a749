package org.wonbooks.fault;

/** The peer refused the call by a definite answer: it has done nothing of what was asked. */
public class RefusedFault extends PermanentFault {

    public RefusedFault(String reason, String fix) {
        super(reason, fix);
    }
}
