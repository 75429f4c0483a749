package org.wonbooks.console;

import org.springframework.http.HttpStatus;
import org.springframework.web.server.ResponseStatusException;

/** What is asked for and is not there. */
public final class Unknown {

    private Unknown() {}

    /** A 404. */
    public static ResponseStatusException connection(long id) {
        return new ResponseStatusException(HttpStatus.NOT_FOUND, "There is no connection " + id + ".");
    }
}
