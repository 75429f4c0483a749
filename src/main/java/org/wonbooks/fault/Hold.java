package org.wonbooks.fault;

/** A rule wants a person to look before anything is made. The deal waits, with the reason, for an approval. */
public class Hold extends Fault {

    public Hold(String reason) {
        super(reason, "Look at the deal and approve it, or change it in Kommo.");
    }

    /** Where an approval is not what helps. */
    public Hold(String reason, String fix) {
        super(reason, fix);
    }
}
