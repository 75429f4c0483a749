package org.wonbooks.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;

/** What has to be true of a line of CSV, whatever texts of peers are in it. */
public final class FuzzedCsv {

    /** What begins a formula somewhere, also in the forms that East Asian keyboards type. */
    private static final String STARTS = "=+-@|\uff1d\uff0b\uff0d\uff20";

    private FuzzedCsv() {}

    /** Cells parted by NUL: read back they show what they were, an apostrophe before what would be a formula. */
    public static void cells(String text) {
        String[] cells = text.split("\0", -1);
        List<String> read = read(Csv.line((Object[]) cells));
        assertThat(read).hasSize(cells.length);
        for (int i = 0; i < cells.length; i++) {
            assertThat(shown(read.get(i))).isIn(shown(cells[i]), "'" + shown(cells[i]));
            assertThat(isFormula(read.get(i))).isFalse();
        }
    }

    /** What is seen of a cell; the rest may be left out. */
    private static String shown(String cell) {
        return cell.replaceAll("[\\p{C}\\u2028\\u2029]+", "");
    }

    private static boolean isFormula(String cell) {
        int start = 0;
        while (start < cell.length() && isUnseen(cell.charAt(start))) {
            start++;
        }
        return start < cell.length() && STARTS.indexOf(cell.charAt(start)) >= 0;
    }

    private static boolean isUnseen(char letter) {
        return Character.isWhitespace(letter)
                || Character.isSpaceChar(letter)
                || Character.isISOControl(letter)
                || Character.getType(letter) == Character.FORMAT;
    }

    /** One record by RFC 4180, read by a reader that shares nothing with the writer. */
    private static List<String> read(String line) {
        List<String> cells = new ArrayList<>();
        int at = 0;
        while (true) {
            assertThat(line.charAt(at)).isEqualTo('"');
            StringBuilder cell = new StringBuilder();
            at++;
            while (line.charAt(at) != '"' || line.charAt(at + 1) == '"') {
                at += line.charAt(at) == '"' ? 1 : 0;
                cell.append(line.charAt(at++));
            }
            cells.add(cell.toString());
            at++;
            if (line.charAt(at) != ',') {
                assertThat(line.substring(at)).isEqualTo("\r\n");
                return cells;
            }
            at++;
        }
    }
}
