package org.wonbooks.check.result;

/**
 * One thing that a deal needs.
 *
 * @param check what was looked at; where a setting says what it has to be, the setting's name
 * @param detail what was found
 * @param fix what a person can do; null: nothing is to be done
 */
public record CheckRow(String check, boolean ok, String detail, String fix) {}
