package org.wonbooks.schedule;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.wonbooks.database.DatabaseTime;

/** What is still to be done in a world. */
final class OpenWork {

    private final World world;

    OpenWork(World world) {
        this.world = world;
    }

    /** In words. */
    List<String> list() {
        List<String> open = new ArrayList<>(work());
        open.addAll(world.jdbc
                .sql("select inbox_id, attempts, taken, reason from untaken")
                .query((row, number) -> "delivery %s after %s, %s taken: %s"
                        .formatted(
                                row.getLong("inbox_id"),
                                row.getInt("attempts"),
                                row.getInt("taken"),
                                row.getString("reason")))
                .list());
        return open;
    }

    private List<String> work() {
        return world.jdbc
                .sql("select kind, work_key, state, attempts, reason from work where state in ('OPEN', 'RUNNING')")
                .query((row, number) -> "%s %s %s after %s: %s"
                        .formatted(
                                row.getString("kind"),
                                row.getString("work_key"),
                                row.getString("state"),
                                row.getInt("attempts"),
                                row.getString("reason")))
                .list();
    }

    /** When something becomes due, or a lease ends. */
    Instant nextMoment() {
        OffsetDateTime now = DatabaseTime.parameter(world.now());
        return Stream.of(
                        "select min(due_at) from work where state = 'OPEN'",
                        "select min(lease_until) from work where state = 'RUNNING'",
                        "select min(due_at) from untaken",
                        "select min(kommo_down_until) from connection where kommo_down_until > ?",
                        "select min(quickbooks_down_until) from connection where quickbooks_down_until > ?")
                .map(sql -> world.jdbc
                        .sql(sql)
                        .params(sql.endsWith("?") ? List.of(now) : List.of())
                        .query((row, number) ->
                                DatabaseTime.read(row, row.getMetaData().getColumnLabel(1)))
                        .list())
                .flatMap(found -> found.stream().filter(each -> each != null))
                .filter(each -> each.isAfter(world.now()))
                .min(Instant::compareTo)
                .orElse(world.now().plusSeconds(1));
    }
}
