package org.wonbooks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.wonbooks.testing.RunningJar;
import org.wonbooks.testing.WonbooksJar;

/** {@code --demo}: the whole cycle once, and a table of it. */
class DemoIT {

    private static final Pattern ROW =
            Pattern.compile("(?m)^\\S.* +(\\d+\\.\\d\\d)  (\\S+) +(yes|no) +(yes|no) +([A-Z_]+)(?:: (.*))?$");

    @RegisterExtension
    final WonbooksJar jar = WonbooksJar.asItIs();

    private record Row(String amount, String invoice, String emailed, String paid, String state, String reason) {

        static Row of(MatchResult found) {
            return new Row(
                    found.group(1), found.group(2), found.group(3), found.group(4), found.group(5), found.group(6));
        }
    }

    @Test
    void everyBillableDealEndsPaid() {
        RunningJar demo = jar.start("--demo", "--wonbooks.routes=" + WonbooksJar.ROUTES);

        assertThat(demo.awaitExit()).isZero();
        List<Row> rows = ROW.matcher(demo.output()).results().map(Row::of).toList();
        List<Row> billable =
                rows.stream().filter(row -> !row.amount().equals("0.00")).toList();
        assertThat(rows).as("deals that the sandbox begins with").hasSize(12);
        assertThat(billable).hasSize(11).allSatisfy(row -> {
            assertThat(row.state()).isEqualTo("PAID");
            assertThat(row.paid()).isEqualTo("yes");
            assertThat(row.invoice()).matches("\\d+");
        });
        assertThat(billable)
                .filteredOn(row -> row.emailed().equals("no"))
                .singleElement()
                .satisfies(row -> assertThat(row.reason()).startsWith("Not emailed: "));
        assertThat(rows)
                .filteredOn(row -> row.amount().equals("0.00"))
                .singleElement()
                .satisfies(row -> {
                    assertThat(row.invoice()).isEqualTo("-");
                    assertThat(row.reason()).isNotBlank();
                });
        assertThat(jar.folder().resolve("data/wonbooks.mv.db"))
                .as("the data of those who work here")
                .doesNotExist();
    }
}
