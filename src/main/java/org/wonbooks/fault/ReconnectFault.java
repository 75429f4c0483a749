package org.wonbooks.fault;

/** A peer no longer knows us. The connection waits for a person; its work waits too, and uses no attempt. */
public class ReconnectFault extends Fault {

    public ReconnectFault(String reason, String fix) {
        super(reason, fix);
    }
}
