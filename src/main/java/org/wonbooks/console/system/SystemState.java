package org.wonbooks.console.system;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.springframework.boot.autoconfigure.jdbc.DataSourceProperties;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcUtils;
import org.springframework.jdbc.support.MetaDataAccessException;
import org.springframework.stereotype.Service;
import org.springframework.util.unit.DataSize;
import org.wonbooks.Wonbooks;
import org.wonbooks.configuration.DiskSettings;
import org.wonbooks.connection.Peer;
import org.wonbooks.database.DatabaseKind;
import org.wonbooks.database.DatabaseTime;
import org.wonbooks.database.disk.DiskReserve;
import org.wonbooks.database.disk.H2File;
import org.wonbooks.running.RouteSets;

/** What is true of this installation now. */
@Service
class SystemState {

    private final DataSource dataSource;
    private final DataSourceProperties properties;
    private final JdbcClient jdbc;
    private final DatabaseKind kind;
    private final DiskSettings disk;
    private final DiskReserve reserve;
    private final RouteSets sets;

    SystemState(
            DataSource dataSource,
            DataSourceProperties properties,
            JdbcClient jdbc,
            DatabaseKind kind,
            DiskSettings disk,
            DiskReserve reserve,
            RouteSets sets) {
        this.dataSource = dataSource;
        this.properties = properties;
        this.jdbc = jdbc;
        this.kind = kind;
        this.disk = disk;
        this.reserve = reserve;
        this.sets = sets;
    }

    /** Null: it does not run from a release. */
    String version() {
        return Wonbooks.class.getPackage().getImplementationVersion();
    }

    /** The process that answers. */
    record Running(String java, Instant since, DataSize used, DataSize most) {}

    Running running() {
        Runtime memory = Runtime.getRuntime();
        return new Running(
                Runtime.version().toString(),
                Instant.ofEpochMilli(ManagementFactory.getRuntimeMXBean().getStartTime()),
                DataSize.ofBytes(memory.totalMemory() - memory.freeMemory()),
                DataSize.ofBytes(memory.maxMemory()));
    }

    /** @param size null: it can't be seen */
    record Database(String name, DataSize size) {}

    Database database() throws MetaDataAccessException {
        String name = JdbcUtils.extractDatabaseMetaData(
                dataSource, each -> each.getDatabaseProductName() + " " + each.getDatabaseProductVersion());
        return new Database(name, size());
    }

    private DataSize size() {
        if (!kind.oursAlone()) {
            return DataSize.ofBytes(jdbc.sql("select pg_database_size(current_database())")
                    .query(Long.class)
                    .single());
        }
        return file().map(file -> file.resolveSibling(file.getFileName() + ".mv.db"))
                .flatMap(SystemState::size)
                .orElse(null);
    }

    private static Optional<DataSize> size(Path file) {
        try {
            return Optional.of(DataSize.ofBytes(Files.size(file)));
        } catch (IOException none) {
            return Optional.empty();
        }
    }

    private Optional<Path> file() {
        return Optional.ofNullable(H2File.of(properties.determineUrl()));
    }

    /** @param reached is there no more than the reserve? */
    record Disk(DataSize free, DataSize reserve, boolean reached) {}

    /** The one that H2 is on; empty: the database is elsewhere. */
    Optional<Disk> disk() {
        return file().flatMap(file -> {
            try {
                long free = Files.getFileStore(file.getParent()).getUsableSpace();
                return Optional.of(new Disk(DataSize.ofBytes(free), disk.reserve(), reserve.isReached()));
            } catch (IOException unseen) {
                return Optional.empty();
            }
        });
    }

    /** Empty: the database is ours alone. */
    List<RouteSets.Instance> instances() {
        return kind.oursAlone() ? List.of() : sets.instances();
    }

    /**
     * How far the sweeps came.
     *
     * @param name of the connection that is behind most
     * @param at up to when its system was looked through; null: never yet
     */
    record Swept(String name, Instant at) {}

    /** Of the connections that work, the one that was looked through longest ago; empty: none works. */
    Optional<Swept> swept(Peer peer) {
        String column = peer == Peer.KOMMO ? "kommo_swept_to" : "quickbooks_swept_to";
        return jdbc.sql("select c.name, c." + column + " as swept from connection c"
                        + " where c.deleted_at is null and not c.paused and c.mode <> 'off'"
                        + " and 2 = (select count(*) from token t where t.connection_id = c.id and t.state = 'READY')"
                        + " order by case when c." + column + " is null then 0 else 1 end, c." + column
                        + ", c.id limit 1")
                .query((row, number) -> new Swept(row.getString("name"), DatabaseTime.read(row, "swept")))
                .optional();
    }
}
