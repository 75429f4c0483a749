package org.wonbooks.kommo;

import java.util.Map;

/** A page of one of Kommo's lists. */
public interface ListPage {

    /** Is there a page after this one? */
    default boolean hasNext() {
        return links() != null && links().get("next") != null;
    }

    /** Where Kommo says that the list goes on; null: nowhere. */
    Map<String, Object> links();

    /** When the last of it changed, in seconds, where the list is in that order; else null. */
    Long lastChange();
}
