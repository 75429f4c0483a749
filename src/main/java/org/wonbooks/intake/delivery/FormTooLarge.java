package org.wonbooks.intake.delivery;

/**
 * A form that goes beyond what {@link BracketForm} and {@link KommoDelivery} read; the message names the limit and
 * never quotes the form.
 */
public class FormTooLarge extends Exception {

    FormTooLarge(String limit) {
        super("The form has " + limit + ".");
    }
}
