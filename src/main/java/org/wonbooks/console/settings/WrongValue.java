package org.wonbooks.console.settings;

/** What was typed into a setting's field can't be one. */
final class WrongValue extends RuntimeException {

    private final transient Object[] facts;

    /** @param key of the words that say why */
    WrongValue(String key, Object... facts) {
        super(key);
        this.facts = facts;
    }

    Object[] facts() {
        return facts;
    }
}
