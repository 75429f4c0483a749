package org.wonbooks.invoicing;

import java.util.List;
import java.util.regex.Pattern;

/** E-mail addresses; Kommo takes any text for one. */
public final class Email {

    private static final Pattern USABLE = Pattern.compile(
            "[^\\s\\p{Cc}\\p{Cs}@,;<>\"]+@[^\\s\\p{Cc}\\p{Cs}@,;<>\"]+\\.[^\\s\\p{Cc}\\p{Cs}@,;<>\".]+");
    private static final int LONGEST = 100;

    private Email() {}

    /** Those that QuickBooks would take, each once. */
    public static List<String> usable(List<String> addresses) {
        return addresses.stream()
                .map(String::strip)
                .filter(address ->
                        address.length() <= LONGEST && USABLE.matcher(address).matches())
                .distinct()
                .toList();
    }
}
