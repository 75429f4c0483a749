package org.wonbooks.fault;

/** There is nothing to do, for a reason that a person may want to read. */
public class Skip extends Fault {

    public Skip(String reason) {
        super(reason, null);
    }
}
