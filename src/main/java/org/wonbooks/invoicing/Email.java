package org.wonbooks.invoicing;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * E-mail addresses as people type them: Kommo takes any text for one. An invoice that goes to a stranger can't be taken
 * back, so a text of which a part is not understood gives no address at all.
 */
public final class Email {

    /** What QuickBooks takes for the first address. */
    private static final int LONGEST = 100;

    private static final int LONGEST_UNREAD = 100;

    /** More is no list of addresses, and would take long to be read. */
    private static final int LONGEST_TEXT = 2000;

    /** Of any alphabet; what a keyboard puts beside an address by mistake is no part of one. */
    private static final Pattern ADDRESS =
            Pattern.compile("(?!.*\\.\\.)[\\p{L}\\p{N}_][\\p{L}\\p{M}\\p{N}!#$%&'+=^_{}~.-]*+(?<!['.])"
                    + "@(?:[\\p{L}\\p{N}_](?:[\\p{L}\\p{M}\\p{N}_-]*[\\p{L}\\p{M}\\p{N}_])?\\.)+"
                    + "(?:\\p{L}[\\p{L}\\p{M}]+|(?i:xn--)[\\p{Alnum}-]*\\p{Alnum})");

    /** They are seen by nobody, whatever put them there. */
    private static final Pattern INVISIBLE = Pattern.compile("\\p{Cf}+");

    private static final String LISTED = "\\n,;/|，；、";
    private static final String APART = "\\s\\p{Z}\\x85" + LISTED;
    private static final Pattern SEPARATORS = Pattern.compile("[" + APART + "]+");

    /** What mail programs write: a name, and the address in brackets. */
    private static final Pattern BRACKETS = Pattern.compile("<([^<>]*)>");

    private static final Pattern MIXED = Pattern.compile("[,;\\n，；]");

    private static final Pattern MAILTO = Pattern.compile(
            "(?i)(?<![\\p{L}\\p{M}\\p{N}._%+@-])mailto:([^" + APART + "?()\\[\\]]+)(?:\\?[^\\s\\p{Z},;|]*)?");

    private static final Pattern ENCODED = Pattern.compile("%\\p{XDigit}{2}");

    /** Glued to an address, a short one may be a part of it: jane@acme.co(m). */
    private static final Pattern COMMENT =
            Pattern.compile("(?:(?<=^|[" + APART + "])\\([^()@]*\\)|\\([^()@]{3,}\\))(?=[" + APART + ".]|$)");

    /** Any before the first address; without a blank behind, the colon may stand for a dot. */
    private static final Pattern LABEL = Pattern.compile("^[\\s\\p{Z}]*[^@" + LISTED + ":]*:(?=[\\s\\p{Z}]|$)");

    private static final Pattern MAIL_LABEL =
            Pattern.compile("(?iU)(?<=^|[" + APART + "])(?:e-?mail|mail|courriel|correo)(?:\\s?:)(?!//)");

    private static final String QUOTES = "\"'“”„‟‘’‚‛«»‹›`";
    private static final Pattern BEFORE = Pattern.compile("^[" + QUOTES + "(\\[&]+");
    private static final Pattern BEHIND = Pattern.compile("[" + QUOTES + ")\\]&.,;:!。]+$");

    /** What stands between two addresses. */
    private static final Set<String> AND = Set.of("and", "or", "et", "ou", "y", "o");

    private Email() {}

    /**
     * What was made of texts.
     *
     * @param usable the addresses in their order, each once
     * @param unread the texts that seem to have an address and can't be read without doubt, fit to be shown
     */
    public record Read(List<String> usable, List<String> unread) {

        /** The one that an invoice goes to; null: there is none. */
        public String first() {
            return usable.isEmpty() ? null : usable.get(0);
        }

        /** Does nothing stand there that is an address, or was meant for one? */
        public boolean nothing() {
            return usable.isEmpty() && unread.isEmpty();
        }

        /** The others. */
        public List<String> further() {
            return usable.stream().skip(1).toList();
        }
    }

    /** Reads all that somebody has in fields for an e-mail. */
    public static Read read(List<String> typed) {
        Map<String, String> usable = new LinkedHashMap<>();
        List<String> unread = new ArrayList<>();
        for (String each : typed) {
            String text = visible(each);
            if (text.contains("@")) {
                List<String> addresses = addresses(text);
                addresses.forEach(address -> usable.putIfAbsent(folded(address), address));
                if (addresses.isEmpty()) {
                    unread.add(shown(text));
                }
            }
        }
        return new Read(List.copyOf(usable.values()), unread.stream().distinct().toList());
    }

    /** Reads a field in which nothing else than addresses is expected: what gives none is unread. */
    public static Read readOnly(List<String> typed) {
        Read read = read(typed);
        List<String> unread = typed.stream()
                .map(Email::visible)
                .filter(text -> addresses(text).isEmpty())
                .map(Email::shown)
                .filter(text -> !text.isEmpty())
                .distinct()
                .toList();
        return new Read(read.usable(), unread);
    }

    private static String visible(String typed) {
        return INVISIBLE.matcher(typed).replaceAll("");
    }

    private static String shown(String text) {
        return PlainText.cut(PlainText.of(text), LONGEST_UNREAD);
    }

    private static String folded(String address) {
        return address.toLowerCase(Locale.ROOT);
    }

    /** None, where a part of the text is not understood. */
    private static List<String> addresses(String text) {
        if (text.length() > LONGEST_TEXT) {
            return List.of();
        }
        List<String> bracketed =
                BRACKETS.matcher(text).results().map(found -> found.group(1)).toList();
        if (bracketed.isEmpty()) {
            return listed(text);
        }
        List<String> all = named(text, bracketed);
        return all.isEmpty() ? mixed(text) : all;
    }

    /** Where each address stands in brackets, and what is outside is names. */
    private static List<String> named(String text, List<String> bracketed) {
        List<List<String>> found = bracketed.stream().map(Email::listed).toList();
        List<String> all = found.stream().flatMap(List::stream).toList();
        String names = BRACKETS.matcher(text).replaceAll(" ");
        boolean understood = found.stream().noneMatch(List::isEmpty)
                && !names.matches("(?s).*[<>].*")
                && tokens(names).filter(token -> token.contains("@")).allMatch(token -> all.stream()
                        .anyMatch(clean(token)::equalsIgnoreCase));
        return understood ? all : List.of();
    }

    /** A list of both kinds, first those in brackets: a bare one before a name may be a part of one that was cut. */
    private static List<String> mixed(String text) {
        List<String> all = new ArrayList<>();
        boolean bare = false;
        for (String each : MIXED.split(text)) {
            String part = each.strip();
            List<String> bracketed = BRACKETS.matcher(part)
                    .results()
                    .map(found -> found.group(1))
                    .toList();
            List<String> found = bracketed.isEmpty()
                    ? listed(part)
                    : part.endsWith(">") && !bare ? named(part, bracketed) : List.<String>of();
            bare |= bracketed.isEmpty();
            if (found.isEmpty() && !part.isEmpty()) {
                return List.of();
            }
            all.addAll(found);
        }
        return all;
    }

    /** The addresses of a list without names. */
    private static List<String> listed(String text) {
        String plain =
                COMMENT.matcher(MAILTO.matcher(text).replaceAll(Email::target)).replaceAll(" ");
        List<String> found = new ArrayList<>();
        boolean joined = false;
        String unlabelled =
                MAIL_LABEL.matcher(LABEL.matcher(plain).replaceAll(" ")).replaceAll(" ");
        for (String token : tokens(unlabelled).toList()) {
            String part = clean(token);
            if (AND.contains(folded(token)) && !found.isEmpty()) {
                joined = true;
            } else if (!part.isEmpty()) {
                // An ampersand is a part of some addresses, and stands between others.
                List<String> parts =
                        part.indexOf('@') == part.lastIndexOf('@') ? List.of(part) : List.of(part.split("&"));
                if (!parts.stream().allMatch(Email::isAddress)) {
                    return List.of();
                }
                found.addAll(parts);
                joined = false;
            }
        }
        return joined ? List.of() : found;
    }

    /** A link also says what the mail is about. One whose address is written in numbers is left to be in doubt. */
    private static String target(MatchResult mailto) {
        return Matcher.quoteReplacement(ENCODED.matcher(mailto.group(1)).find() ? mailto.group() : mailto.group(1));
    }

    private static Stream<String> tokens(String text) {
        return SEPARATORS.splitAsStream(text).filter(token -> !token.isEmpty());
    }

    private static String clean(String token) {
        return BEHIND.matcher(BEFORE.matcher(token).replaceAll("")).replaceAll("");
    }

    private static boolean isAddress(String text) {
        return text.length() <= LONGEST && ADDRESS.matcher(text).matches();
    }
}
