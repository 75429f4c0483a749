package org.wonbooks.intake;

import org.springframework.stereotype.Component;

/** Stores deliveries and marks work due. A placeholder until the storage is there. */
@Component
public class Intake {

    /**
     * Stores a hook of Kommo.
     *
     * @return the answer's status: 200 when it is stored, 404 when no connection has this secret
     */
    public int kommo(String secret, byte[] body) {
        throw new UnsupportedOperationException("Nothing stores hooks yet.");
    }

    /**
     * Stores a hook of QuickBooks whose signature has been verified.
     *
     * @return the answer's status: 200
     */
    public int quickbooks(byte[] body) {
        throw new UnsupportedOperationException("Nothing stores hooks yet.");
    }
}
