package org.wonbooks.component.read;

/**
 * What a step wants to know when that takes more than a path: which reads it takes, and what is kept of them. A step
 * names it by {@code ask}. Is it for Kommo or for QuickBooks? That says the sub-interface.
 */
public interface Question {

    /** The first read; null: nothing has to be asked. */
    Read<?> ask(Run run);

    /** Asked by {@code kommo:read}. */
    interface OfKommo extends Question {}

    /** Asked by {@code quickbooks:read}. */
    interface OfQuickBooks extends Question {}
}
