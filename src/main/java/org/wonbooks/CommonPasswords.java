package org.wonbooks;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** Passwords that are tried first: well-known words, sequences and years, with little else beside them. */
final class CommonPasswords {

    /** So many different characters have to be left when all that is well known is taken away. */
    private static final int DIFFERENT = 6;

    private static final int SEQUENCE = 3;

    /** What people choose, in the order of their alphabet; each is looked for with its look-alikes, too. */
    private static final List<String> WORDS = List.of(
            """
            abc access admin administrator amanda andrew angel apple arsenal ashley austin babygirl bailey banana
            baseball basketball batman biteme blink bonsai books buster butterfly changeme changeit charlie cheese chelsea chocolate
            computer cookie dallas daniel default demo donald dragon enter example falcon ferrari flower football
            freedom friend ginger google guest hannah harley hello hockey hunter iloveyou internet invoice jasmine jennifer
            jessica jordan joshua justin killer kommo letmein liverpool login london lovely love maggie manager
            master matrix matthew maverick mercedes merlin michael michelle monkey mustang naruto nicole ninja nothing
            oliver orange passphrase password passwort passw pass pepper pokemon princess purple quickbooks ranger robert root samsung
            samantha sandbox secret server service shadow silver soccer solo sparky spiderman starwars summer winter spring autumn
            sunshine superman support sweet sysadmin system taylor temp test thomas thunder tigger trustno welcome
            whatever william wonbooks yankees yellow
            """
                    .strip()
                    .split("\\s+"));

    /** Keys that lie side by side, and what follows on itself. */
    private static final List<String> ROWS = List.of(
            "abcdefghijklmnopqrstuvwxyz",
            "01234567890",
            "qwertyuiop",
            "qwertzuiop",
            "azertyuiop",
            "asdfghjkl",
            "zxcvbnm",
            "yxcvbnm",
            "1qaz2wsx3edc4rfv5tgb6yhn7ujm",
            "!@#$%^&*()");

    private CommonPasswords() {}

    /**
     * Would it be among the first that are tried?
     *
     * @param others words of this installation, as the user's name
     */
    static boolean has(String password, String... others) {
        String lower = password.toLowerCase(Locale.ROOT);
        List<String> known = Stream.concat(
                        Stream.of(others).map(other -> other.toLowerCase(Locale.ROOT)), WORDS.stream())
                .filter(word -> word.length() >= SEQUENCE)
                .sorted(Comparator.comparing(String::length).reversed())
                .toList();
        return isLittle(lower, known) || isLittle(plain(lower), known);
    }

    private static boolean isLittle(String password, List<String> known) {
        String rest = password;
        for (String word : known) {
            rest = rest.replace(word, "");
        }
        rest = withoutSequences(rest).replaceAll("(19|20)\\d\\d", "");
        return rest.chars().distinct().count() < DIFFERENT;
    }

    /** Without parts of three characters and more that follow one another in a row, forwards or backwards. */
    private static String withoutSequences(String text) {
        StringBuilder rest = new StringBuilder();
        int at = 0;
        while (at < text.length()) {
            int length = SEQUENCE;
            while (at + length <= text.length() && isSequence(text.substring(at, at + length))) {
                length++;
            }
            if (length > SEQUENCE) {
                at += length - 1;
            } else {
                rest.append(text.charAt(at++));
            }
        }
        return rest.toString();
    }

    private static boolean isSequence(String part) {
        String backwards = new StringBuilder(part).reverse().toString();
        return ROWS.stream().anyMatch(row -> row.contains(part) || row.contains(backwards));
    }

    /** With the letters that stand for look-alikes. */
    private static String plain(String text) {
        String from = "@4301!$57";
        String to = "aaeoiisst";
        return text.chars()
                .map(each -> from.indexOf(each) < 0 ? each : to.charAt(from.indexOf(each)))
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}
