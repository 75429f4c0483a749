package org.wonbooks.intake.delivery;

/** A delivery of which nothing can be read; the message says why and never quotes the body. */
public class UnreadableDelivery extends Exception {

    UnreadableDelivery(String reason) {
        super(reason);
    }
}
