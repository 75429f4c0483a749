package org.wonbooks.invoicing;

import java.util.List;
import java.util.regex.Pattern;

/** E-mail addresses; Kommo takes any text for one. */
public final class Email {

    private static final Pattern USABLE = Pattern.compile(
            "[^\\s\\p{Cc}\\p{Cs}@,;<>\"]+@[^\\s\\p{Cc}\\p{Cs}@,;<>\"]+\\.[^\\s\\p{Cc}\\p{Cs}@,;<>\".]+");
    private static final int LONGEST = 100;

    private Email() {}

    /** The first address that QuickBooks would take, or null. */
    public static String firstUsable(List<String> addresses) {
        return addresses.stream()
                .map(String::strip)
                .filter(address ->
                        address.length() <= LONGEST && USABLE.matcher(address).matches())
                .findFirst()
                .orElse(null);
    }
}
