package org.wonbooks.console.page;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.text.NumberFormat;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.springframework.context.MessageSource;
import org.wonbooks.decision.Why;

/**
 * How a reader is told amounts and times, in the reader's language. Nothing of it breaks in the middle of a line, and
 * null is shown as a dash.
 */
public final class Show {

    private static final String NONE = "–";
    /** As {@code Words.amount} writes them. */
    private static final Pattern AMOUNT = Pattern.compile("-?\\d{1,3}(,\\d{3})*\\.\\d\\d( [A-Z]{3})?");

    private static final Pattern DAY = Pattern.compile("\\d{4}-\\d\\d-\\d\\d");

    private static final Pattern TIME = Pattern.compile("\\d{1,2} [A-Z][a-z]{2} \\d{4}, \\d\\d:\\d\\d");

    /** As rows of Check write it. */
    private static final DateTimeFormatter ENGLISH_TIME =
            DateTimeFormatter.ofPattern("d MMM yyyy, HH:mm", Locale.ENGLISH);

    /** A reason in what would be done, in what is to be done about it, and its end. */
    static final int DEEPEST = 6;

    private static final char NO_BREAK = '\u00A0';

    /** A browser tells the language; figures are written as in the countries that Wonbooks is for. */
    private static final Map<String, Locale> COUNTRIES = Map.of(
            "fr", Locale.CANADA_FRENCH, "es", Locale.forLanguageTag("es-MX"), "pt", Locale.forLanguageTag("pt-BR"));

    private final MessageSource words;
    private final Labels labels;
    private final Locale locale;
    private final Locale figures;
    private final Reasons reasons;
    private final Instant now;

    Show(MessageSource words, Labels labels, Locale locale, Instant now) {
        this.words = words;
        this.labels = labels;
        this.locale = locale;
        this.now = now;
        figures = COUNTRIES.getOrDefault(locale.getLanguage(), Locale.US);
        reasons = new Reasons(this, locale);
    }

    /** {@code 1,500.50 USD}; the currency may be null: it is not known. */
    public String money(BigDecimal amount, String currency) {
        if (amount == null) {
            return NONE;
        }
        DecimalFormat format = new DecimalFormat("#,##0.00", DecimalFormatSymbols.getInstance(figures));
        format.setRoundingMode(RoundingMode.HALF_UP);
        String digits = format.format(amount);
        return whole(currency == null ? digits : digits + " " + currency);
    }

    /** {@code 12,345}. */
    public String number(long number) {
        return whole(NumberFormat.getIntegerInstance(figures).format(number));
    }

    /** {@code Dec 1, 2026}. */
    public String day(LocalDate day) {
        return day == null
                ? NONE
                : whole(DateTimeFormatter.ofLocalizedDate(FormatStyle.MEDIUM)
                        .withLocale(figures)
                        .format(day));
    }

    /** {@code Dec 1, 2026, 10:00 AM EST}: with the zone, since readers sit in several. */
    public String time(Instant at, ZoneId zone) {
        if (at == null) {
            return NONE;
        }
        String time = DateTimeFormatter.ofLocalizedDateTime(FormatStyle.MEDIUM, FormatStyle.SHORT)
                .withLocale(figures)
                .format(at.atZone(zone));
        return whole(time + " " + DateTimeFormatter.ofPattern("zzz", figures).format(at.atZone(zone)));
    }

    /** {@code 3 minutes ago}, {@code in 40 minutes}. */
    public String since(Instant at) {
        if (at == null) {
            return NONE;
        }
        Duration past = Duration.between(at, now);
        Duration time = past.abs();
        if (time.toSeconds() < 60) {
            return say(past.isNegative() ? "time.soon" : "time.now");
        }
        String unit = time.toMinutes() < 60 ? "minutes" : time.toHours() < 48 ? "hours" : "days";
        long count = time.toMinutes() < 60 ? time.toMinutes() : time.toHours() < 48 ? time.toHours() : time.toDays();
        return whole(say((past.isNegative() ? "time.in." : "time.ago.") + unit, count));
    }

    /** What happened; null: nothing needs a word. */
    public String reason(Why why) {
        return reasons.reason(why);
    }

    /** What a person can do about it; null: nothing is to be done. */
    public String fix(Why why) {
        return why.decided() == null ? said(why.fix()) : labels.in(locale, reasons.fix(why));
    }

    /** What Java says in English, with the labels that this reader sees; null where it says nothing. */
    public String said(String english) {
        return english == null
                ? null
                : labels.in(locale, known(english, null, DEEPEST).orElse(english));
    }

    /**
     * A text in the reader's language; empty: it has none there.
     *
     * @param currency of amounts that are said without one; null: not known
     * @param deep how many texts within texts are looked at: names are written by strangers
     */
    Optional<String> known(String english, String currency, int deep) {
        return deep == 0
                ? Optional.empty()
                : reasons.known(english, currency, deep)
                        .or(() -> Texts.in(locale).say(english, this::fact, part -> known(part, currency, deep - 1)));
    }

    /** What only a run knew: an amount or a day as this reader writes it. */
    String fact(String english) {
        if (AMOUNT.matcher(english).matches()) {
            String[] parts = english.split(" ");
            return money(new BigDecimal(parts[0].replace(",", "")), parts.length == 1 ? null : parts[1]);
        }
        if (TIME.matcher(english).matches()) {
            return whole(DateTimeFormatter.ofLocalizedDateTime(FormatStyle.MEDIUM, FormatStyle.SHORT)
                    .withLocale(figures)
                    .format(LocalDateTime.parse(english, ENGLISH_TIME)));
        }
        return DAY.matcher(english).matches() ? day(LocalDate.parse(english)) : english;
    }

    /** How something of ours is called; null: it has no name for people. */
    public String label(String key) {
        return words.getMessage(key, null, null, locale);
    }

    private String say(String key, Object... facts) {
        return words.getMessage(key, facts, locale);
    }

    private static String whole(String text) {
        // Java's own forms have a narrow blank in some languages, which not every font knows.
        return text.replace(' ', NO_BREAK).replace('\u202F', NO_BREAK);
    }
}
