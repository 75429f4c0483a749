package org.wonbooks.connection;

/** The two systems that a connection joins. */
public enum Peer {
    KOMMO("Kommo"),
    QUICKBOOKS("QuickBooks");

    private final String title;

    Peer(String title) {
        this.title = title;
    }

    /** The name a person knows it by. */
    public String title() {
        return title;
    }

    /** The name in addresses: {@code kommo}, {@code quickbooks}. */
    public String path() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }

    /** The other way round; throws IllegalArgumentException for anything else. */
    public static Peer ofPath(String path) {
        return valueOf(path.toUpperCase(java.util.Locale.ROOT));
    }
}
