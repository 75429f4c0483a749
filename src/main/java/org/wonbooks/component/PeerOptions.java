package org.wonbooks.component;

import java.util.Set;

/** Which options of a peer's endpoint go together. */
public final class PeerOptions {

    /** What a run is, and no step's to overwrite. */
    private static final Set<String> RUNS_OWN = Set.of("work", "lease", "connection", "deal");

    private PeerOptions() {}

    /** Throws IllegalArgumentException for a variable that no answer may be kept in. */
    public static void refuseOtherVariable(String into) {
        require(into.matches("[a-z][A-Za-z0-9]*"), "'into' is the plain name of a variable");
        require(!RUNS_OWN.contains(into), "'" + into + "' is the run's own: keep the answer under another name");
    }

    /** Throws IllegalArgumentException, which says what is wrong, for options that don't go together. */
    public static void refuseOther(String verb, String path, String as, String ask, String step) {
        if ("write".equals(verb)) {
            require(step != null, "a write names its step: what may be changed, and how, is no route's to say");
            require(path == null && as == null && ask == null, "a write takes step and mapping alone");
        } else {
            require("read".equals(verb), "'" + verb + "' is neither read nor write");
            require(step == null, "a read has no step: what changes something is a write");
            require((path == null) != (ask == null), "a read has a path or asks by a bean");
            require(path == null || as != null, "a read by path says what the answer is read 'as'");
            require(ask == null || as == null, "a read that asks by a bean says nothing of path and 'as'");
            if (path != null) {
                Placeholders.refuseOther(path);
            }
        }
    }

    private static void require(boolean held, String otherwise) {
        if (!held) {
            throw new IllegalArgumentException(otherwise);
        }
    }
}
