package org.wonbooks.testing;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.wonbooks.testing.BadParts.ACCOUNT;
import static org.wonbooks.testing.BadParts.EVENT;
import static org.wonbooks.testing.BadParts.FORM_FIELDS;
import static org.wonbooks.testing.BadParts.FULL;
import static org.wonbooks.testing.BadParts.JSON_FIELDS;
import static org.wonbooks.testing.BadParts.NOTIFICATION;
import static org.wonbooks.testing.BadParts.ODD_JSON;
import static org.wonbooks.testing.BadParts.ODD_VALUES;
import static org.wonbooks.testing.BadParts.TRUE_ONES;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPOutputStream;

/** Bodies of webhooks as nobody should send them, over 2,000 of them, the same ones each time. */
public final class BadBodies {

    /** What the doors take. */
    public static final int MEGABYTE = 1 << 20;

    private static final int MUTANTS = 130;

    /** A body, and in a few words what is wrong with it. */
    public record Body(String what, byte[] bytes) {

        @Override
        public String toString() {
            return what + ", " + bytes.length + " bytes";
        }
    }

    private final Random random = new Random(20261122);
    private final List<Body> bodies = new ArrayList<>();

    private BadBodies() {}

    /** All of them, those of a kind not side by side. */
    public static List<Body> all() {
        BadBodies corpus = new BadBodies();
        corpus.mutants();
        corpus.oddValues();
        corpus.bombs();
        corpus.otherFormats();
        Collections.shuffle(corpus.bodies, corpus.random);
        return corpus.bodies;
    }

    private void add(String what, byte[] bytes) {
        bodies.add(new Body(what, bytes));
    }

    private void add(String what, String text) {
        add(what, text.getBytes(UTF_8));
    }

    private void mutants() {
        for (String original : TRUE_ONES) {
            byte[] bytes = original.getBytes(UTF_8);
            for (int i = 0; i < MUTANTS; i++) {
                byte[] mutant = bytes;
                int times = 1 + random.nextInt(4);
                for (int j = 0; j < times; j++) {
                    mutant = mutated(mutant);
                }
                add("mutant " + i + " of " + original.substring(0, 30), mutant);
            }
        }
    }

    private byte[] mutated(byte[] bytes) {
        int at = random.nextInt(bytes.length + 1);
        int length = Math.min(bytes.length - at, 1 + random.nextInt(40));
        byte[] part = Arrays.copyOfRange(bytes, at, at + length);
        byte[] other = TRUE_ONES.get(random.nextInt(TRUE_ONES.size())).getBytes(UTF_8);
        return switch (random.nextInt(6)) {
            case 0 -> flipped(bytes);
            case 1 -> Arrays.copyOf(bytes, at);
            case 2 -> joined(Arrays.copyOf(bytes, at), Arrays.copyOfRange(bytes, at + length, bytes.length));
            case 3 -> joined(Arrays.copyOf(bytes, at), part, part, part, Arrays.copyOfRange(bytes, at, bytes.length));
            case 4 ->
                joined(Arrays.copyOf(bytes, at), Arrays.copyOfRange(other, random.nextInt(other.length), other.length));
            default -> {
                byte[] noise = new byte[1 + random.nextInt(8)];
                random.nextBytes(noise);
                yield joined(Arrays.copyOf(bytes, at), noise, Arrays.copyOfRange(bytes, at, bytes.length));
            }
        };
    }

    private byte[] flipped(byte[] bytes) {
        byte[] flipped = bytes.clone();
        if (bytes.length > 0) {
            flipped[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
        }
        return flipped;
    }

    private void oddValues() {
        for (String field : FORM_FIELDS) {
            for (String value : ODD_VALUES) {
                // What comes first counts: the odd one before the true one, and after it.
                add(field + " is odd", field + "=" + value + "&" + FULL);
                if (field.endsWith("id]")) {
                    add(field + " is odd later", FULL + "&" + field + "=" + value);
                }
            }
        }
        for (String original : List.of(EVENT, NOTIFICATION)) {
            for (String field : JSON_FIELDS) {
                String name = field.substring(0, field.indexOf(':') + 1);
                if (original.contains(field)) {
                    for (String value : ODD_JSON) {
                        add(name + " is odd", original.replace(field, name + value));
                    }
                    add(name + " comes twice", original.replace(field, field + "," + field));
                }
            }
        }
        for (String value : ODD_JSON) {
            add("all is odd", value);
            add("a list of oddities", "[" + value + "," + EVENT + "]");
            add("eventNotifications is odd", "{\"eventNotifications\":" + value + "}");
        }
    }

    private void bombs() {
        for (String open : List.of("[", "{\"a\":", "[{\"eventNotifications\":")) {
            add("deep and open", open.repeat(MEGABYTE / open.length()));
        }
        for (int depth : new int[] {64, 65, 1_000, 1_001, 100_000}) {
            add(depth + " deep", "[".repeat(depth) + "]".repeat(depth));
            add(depth + " deep", "{\"data\":".repeat(depth) + "1" + "}".repeat(depth));
            add(depth + " brackets", "leads" + "[0]".repeat(depth) + "=1");
            add(depth + " open brackets", "leads" + "[".repeat(depth) + "=1");
        }
        add("a number", "[" + "9".repeat(500_000) + "]");
        add("a number with an exponent", "[1e" + "9".repeat(50) + "]");
        add("a text", "[\"" + "x".repeat(1_000_000) + "\"]");
        add("escapes", "[\"" + "\\u0041".repeat(170_000) + "\"]");
        add("empty parts", "[" + "0,".repeat(500_000) + "0]");
        add("empty objects", "[" + "{},".repeat(300_000) + "{}]");
        add("empty notifications", "{\"eventNotifications\":[" + "{},".repeat(300_000) + "{}]}");
        add("many names", numbered(60_000, "{\"k\":0", ",\"k%d\":0") + "}");
        add("one name", "{" + "\"a\":1,".repeat(100_000) + "\"a\":1}");
        add("100,000 names", numbered(100_000, FULL, "&k%d=1"));
        add("20,000 leads without an id", numbered(19_990, ACCOUNT, "&leads[update][%d]=1"));
        add("20,000 leads", numbered(19_990, ACCOUNT, "&leads[update][%1$d][id]=9%1$d"));
        add("1,000 parts", numbered(1_000, ACCOUNT, "&leads[add][%d][id]=x"));
        add("names that collide", colliding(FULL + "&", "=1&"));
        add("groups that collide", colliding(ACCOUNT + "&leads[add][", "][x]=1&leads[add]["));
        add("JSON names that collide", "{\"" + colliding("", "\":1,\"") + "\":1}");
        add("nothing but &", "&".repeat(MEGABYTE));
        add("nothing but %", "%".repeat(MEGABYTE));
        add("nothing but =", "=".repeat(MEGABYTE));
        add("nothing but brackets", "a" + "[]".repeat(MEGABYTE / 2 - 1));
        add("a name of a megabyte", "x".repeat(MEGABYTE));
        add("a group of a megabyte", "leads[" + "x".repeat(MEGABYTE - 10) + "]=1");
        add("empty", "");
        add("a megabyte", padded(FULL + "&x=", MEGABYTE));
        add("a megabyte of JSON", padded(EVENT, MEGABYTE));
        add("a byte more", padded(FULL + "&x=", MEGABYTE + 1));
        add("a megabyte and a half", padded(EVENT, MEGABYTE * 3 / 2));
    }

    private static String numbered(int times, String start, String part) {
        StringBuilder text = new StringBuilder(start);
        for (int i = 0; i < times && text.length() < MEGABYTE - 100; i++) {
            text.append(part.formatted(i));
        }
        return text.toString();
    }

    /** "Aa" and "BB" have one hash in Java: so have all names that are made of them. */
    private static String colliding(String start, String between) {
        StringBuilder text = new StringBuilder(start);
        for (int i = 0; i < 1 << 14; i++) {
            for (int bit = 0; bit < 14; bit++) {
                text.append((i >> bit & 1) == 0 ? "Aa" : "BB");
            }
            text.append(i < (1 << 14) - 1 ? between : "");
        }
        return text.toString();
    }

    private static String padded(String start, int length) {
        return start + " ".repeat(length - start.length());
    }

    private void otherFormats() {
        for (String original : TRUE_ONES) {
            for (Charset charset : List.of(UTF_16LE, UTF_16BE, Charset.forName("UTF-32"), Charset.forName("IBM037"))) {
                add("in " + charset, original.getBytes(charset));
                add("in " + charset + ", marked", ("\ufeff" + original).getBytes(charset));
            }
            add("marked", "\ufeff" + original);
            add("packed", gzip(original.getBytes(UTF_8)));
            add("with NULs", original.replace("0", "\u0000"));
            add("in Latin-1", original.replace("a", "\u00e4").getBytes(ISO_8859_1));
            add(
                    "longer than UTF-8 allows",
                    original.replace("/", "\u00c0\u00af").getBytes(ISO_8859_1));
            add(
                    "in parts",
                    "--X\r\nContent-Disposition: form-data; name=\"leads[status][0][id]\"; filename=\"../../x.jsp\"\r\n\r\n"
                            + original + "\r\n--X--\r\n");
            add("twice", original + original);
            add("and more", original + "\u0000\u0000{}");
        }
        add("packed zeros", gzip(new byte[50 * MEGABYTE]));
        String entity = "<!DOCTYPE a [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><a>&x;</a>";
        add("XML with an entity", "<?xml version=\"1.0\"?>" + entity);
        add("XML from elsewhere", entity.replace("file:///etc/passwd", "http://127.0.0.1:9/x"));
        StringBuilder laughs = new StringBuilder("<!DOCTYPE a [<!ENTITY x0 \"ha\">");
        for (int i = 1; i < 12; i++) {
            laughs.append("<!ENTITY x")
                    .append(i)
                    .append(" \"")
                    .append(("&x" + (i - 1) + ";").repeat(10))
                    .append("\">");
        }
        add("XML that laughs", laughs + "]><a>&x11;</a>");
        add("a serialized object", new byte[] {(byte) 0xac, (byte) 0xed, 0, 5, 's', 'r', 0, 17, 'j', 'a', 'v', 'a'});
        for (int length : new int[] {1, 2, 3, 100, 70_000, MEGABYTE}) {
            byte[] noise = new byte[length];
            random.nextBytes(noise);
            add("noise", noise);
        }
    }

    private static byte[] gzip(byte[] bytes) {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return packed.toByteArray();
    }

    private static byte[] joined(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }
}
