package org.wonbooks.routes;

/** A folder of routes that somebody named is not there, or is none that may be put to work. */
public final class NoCandidate extends RuntimeException {

    NoCandidate(String words) {
        super(words);
    }
}
