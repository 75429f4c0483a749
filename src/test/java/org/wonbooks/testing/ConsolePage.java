package org.wonbooks.testing;

import java.util.Locale;

/** The pages that a person who has signed in can open. */
public enum ConsolePage {
    START("/"),
    NEW_CONNECTION("/connections/new"),
    CONNECTION("/connections/{connection}"),
    SETTINGS("/connections/{connection}/settings"),
    CHECK("/connections/{connection}/check"),
    DRIFT("/connections/{connection}/drift"),
    SHADOW("/connections/{connection}/shadow"),
    KOMMO("/connections/{connection}/kommo"),
    QUICKBOOKS("/connections/{connection}/quickbooks"),
    BILL("/connections/{connection}/bill"),
    LIVE("/connections/{connection}/live"),
    DEALS("/deals"),
    DEAL("/deals/{connection}/{lead}"),
    ATTENTION("/attention"),
    AUDIT("/audit"),
    ROUTES("/routes"),
    SYSTEM("/system");

    private final String path;

    ConsolePage(String path) {
        this.path = path;
    }

    /** Where it is, for this connection and a deal of it. */
    public String path(long connection, long lead) {
        return path.replace("{connection}", String.valueOf(connection)).replace("{lead}", String.valueOf(lead));
    }

    /** Whether it is there before there is any connection. */
    public boolean isOfAll() {
        return !path.contains("{");
    }

    /** What its pictures are called. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
