package org.wonbooks.kommo;

/** A page of one of Kommo's lists. */
public interface ListPage {

    /** Is there a page after this one? */
    boolean hasNext();

    /** When the last of it changed, in seconds, where the list is in that order; else null. */
    Long lastChange();
}
